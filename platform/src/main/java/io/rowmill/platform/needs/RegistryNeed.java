package io.rowmill.platform.needs;

import io.rowmill.core.failure.Failure;
import io.rowmill.core.failure.FailureException;
import io.rowmill.platform.avro.AvroCodec;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schema registry that answers. Whether somebody listens is asked first: the registry's client would log each of its attempts
 * with a stack trace.
 */
public final class RegistryNeed implements Need {
    private static final String PROXY_HOST = "proxy.host";
    private static final String PROXY_PORT = "proxy.port";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final AvroCodec codec;
    private final List<String> urls;
    private final Map<String, String> client;

    /**
     * @param url one or more, separated by commas
     * @param client settings of the registry's client, which may lead through a proxy
     */
    public RegistryNeed(AvroCodec codec, String url, Map<String, String> client) {
        this.codec = codec;
        this.urls = Arrays.stream(url.split(",")).map(String::trim).toList();
        this.client = client;
    }

    @Override
    public String name() {
        return "The schema registry at " + String.join(",", urls) + " (ROWMILL_REGISTRY_URL)";
    }

    @Override
    public void ask() {
        Listeners.trouble(urls.stream().map(this::door).toList()).ifPresent(why -> {
            throw FailureException.unavailable(
                    "registry-unavailable",
                    "No schema registry answers at " + String.join(",", urls) + ", " + why
                            + ": is it up, and is ROWMILL_REGISTRY_URL right?",
                    null);
        });
        try {
            codec.ask();
        } catch (FailureException e) {
            throw e.failure() instanceof Failure.Transient ? away(e) : e;
        }
    }

    private FailureException away(FailureException e) {
        return FailureException.unavailable(
                "registry-unavailable",
                String.join(" ", e.failure().messages()) + " Is it up, and is ROWMILL_REGISTRY_URL right?",
                e);
    }

    /** Where a connection for a URL goes: to its host, or to a proxy. */
    private Listeners.Address door(String url) {
        if (client.containsKey(PROXY_HOST) && client.containsKey(PROXY_PORT)) {
            return Listeners.Address.of(client.get(PROXY_HOST) + ":" + client.get(PROXY_PORT));
        }
        URI uri = uri(url);
        return proxy(uri).orElseGet(() -> new Listeners.Address(uri.getHost(), port(uri)));
    }

    private static URI uri(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Said below, without the text: it may hold a password.
        }
        throw FailureException.rejected(
                "invalid-address", "ROWMILL_REGISTRY_URL is not a URL: write it like http://host:8081.");
    }

    private static Optional<Listeners.Address> proxy(URI uri) {
        return Optional.ofNullable(ProxySelector.getDefault()).stream()
                .flatMap(all -> all.select(uri).stream())
                .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                .map(proxy -> (InetSocketAddress) proxy.address())
                .map(at -> new Listeners.Address(at.getHostString(), at.getPort()))
                .findFirst();
    }

    private static int port(URI uri) {
        int usual = uri.getScheme().equals("https") ? HTTPS : HTTP;
        return uri.getPort() < 0 ? usual : uri.getPort();
    }
}
