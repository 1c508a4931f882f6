package io.rowmill.e2e.harness.secure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server's certificate that no public authority knows, and the truststore of those who know it. Made with the JDK's keytool. */
public record Certificates(Path keyStore, Path trustStore) {
    /** Of both stores. */
    public static final String PASSWORD = "store-password";

    public static Certificates make(Path dir) throws IOException, InterruptedException {
        Path keyStore = dir.resolve("server.p12");
        Path trustStore = dir.resolve("trust.p12");
        Path certificate = dir.resolve("server.crt");
        keytool(
                keyStore,
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-dname",
                "CN=127.0.0.1",
                "-validity",
                "2",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost");
        keytool(keyStore, "-exportcert", "-file", certificate.toString());
        keytool(trustStore, "-importcert", "-noprompt", "-file", certificate.toString());
        return new Certificates(keyStore, trustStore);
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(
                List.of("-alias", "server", "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", store + ""));
        Path out = Files.createTempFile(store.getParent(), "keytool", ".txt");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("keytool failed: " + Files.readString(out));
        }
    }
}
