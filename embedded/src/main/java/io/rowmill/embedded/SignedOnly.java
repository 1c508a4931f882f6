package io.rowmill.embedded;

import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import software.amazon.awssdk.services.s3.model.BucketCannedACL;
import software.amazon.awssdk.services.s3.model.ObjectCannedACL;

/**
 * Buckets and objects that are never public. s3proxy serves unsigned requests for what is, and takes a file that others may
 * read for an object that is; so the answer must not come from the umask.
 */
final class SignedOnly extends ForwardingBlobStore {
    SignedOnly(BlobStore store) {
        super(store);
    }

    @Override
    public BucketCannedACL getContainerAccess(String container) {
        return BucketCannedACL.PRIVATE;
    }

    @Override
    public ObjectCannedACL getBlobAccess(String container, String name) {
        return ObjectCannedACL.PRIVATE;
    }

    @Override
    public ObjectCannedACL getBlobAccess(String container, String name, String version) {
        return ObjectCannedACL.PRIVATE;
    }
}
