package io.rowmill.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rowmill.embedded.EmbeddedPlatform.Addresses;
import io.rowmill.embedded.EmbeddedPlatform.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other machines reach of a running platform: nothing. */
class OtherMachinesTest {
    private static final int TIMEOUT_MILLIS = 2_000;

    @TempDir
    Path directory;

    private static List<InetAddress> addressesForOthers() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), TIMEOUT_MILLIS);
        }
    }

    @Test
    void nothingListensBeyondTheLoopbackAddress() throws Exception {
        // Given
        List<InetAddress> others = addressesForOthers();
        Assumptions.assumeFalse(others.isEmpty(), "this machine has no network");

        // When
        try (EmbeddedPlatform platform = EmbeddedPlatform.start(directory, Ports.ANY)) {
            Addresses at = platform.addresses();
            List<Integer> ports = List.of(
                    URI.create("kafka://" + at.bootstrapServers()).getPort(),
                    URI.create(at.registryUrl()).getPort(),
                    URI.create(at.s3Endpoint()).getPort());

            // Then
            for (int port : ports) {
                assertThatCode(() -> connect(InetAddress.getByName(LocalPorts.HOST), port))
                        .doesNotThrowAnyException();
                for (InetAddress other : others) {
                    assertThatThrownBy(() -> connect(other, port))
                            .as(other + ":" + port)
                            .isInstanceOf(IOException.class);
                }
            }
        }
    }
}
