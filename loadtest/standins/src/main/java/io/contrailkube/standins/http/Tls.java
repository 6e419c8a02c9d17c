package io.contrailkube.standins.http;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLException;

/** The server's certificate and key. */
public final class Tls {
    private final SslContext context;

    private Tls(SslContext context) {
        this.context = context;
    }

    /** From a certificate chain and a PKCS#8 key, both PEM. */
    public static Tls pem(byte[] certificates, byte[] key) throws SSLException {
        return new Tls(
                SslContextBuilder.forServer(new ByteArrayInputStream(certificates), new ByteArrayInputStream(key))
                        .sslProvider(SslProvider.JDK)
                        .build());
    }

    public static Tls keyStore(KeyStore store, char[] password) throws GeneralSecurityException, SSLException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        return new Tls(
                SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK).build());
    }

    SslContext context() {
        return context;
    }
}
