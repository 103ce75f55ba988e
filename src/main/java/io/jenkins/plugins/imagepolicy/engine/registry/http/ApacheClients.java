package io.jenkins.plugins.imagepolicy.engine.registry.http;

import io.jenkins.plugins.imagepolicy.engine.registry.ProxySettings;
import io.jenkins.plugins.imagepolicy.engine.registry.RegistryOptions;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.HttpsSupport;
import org.apache.hc.client5.http.ssl.NoopHostnameVerifier;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Apache's clients with all that they would do by themselves switched off. Without a proxy that is the minimal one, which spends a
 * third less on a request: the other works on cookies, authentication and tunnels even when there are none.
 */
final class ApacheClients {
    private final RegistryOptions options;
    private final ProxyChoice proxies;

    ApacheClients(RegistryOptions options, ProxyChoice proxies) {
        this.options = options;
        this.proxies = proxies;
    }

    /** For plain HTTP alone. What TLS needs, such as the list of public suffixes, takes a tenth of a second to read. */
    CloseableHttpClient plain() {
        return client((socket, target, port, attachment, context) -> {
            throw new SSLException("this client is for plain HTTP");
        });
    }

    CloseableHttpClient verified(SSLContext tls) {
        return client(new DefaultClientTlsStrategy(
                tls, HostnameVerificationPolicy.BOTH, HttpsSupport.getDefaultHostnameVerifier()));
    }

    CloseableHttpClient unverified() {
        return client(new DefaultClientTlsStrategy(
                Trust.unverified(), HostnameVerificationPolicy.CLIENT, NoopHostnameVerifier.INSTANCE));
    }

    /** What goes with each request. */
    RequestConfig requests() {
        return RequestConfig.custom()
                .setResponseTimeout(Timeout.of(options.callTimeout()))
                .setConnectionRequestTimeout(Timeout.of(options.callTimeout()))
                .setExpectContinueEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    private CloseableHttpClient client(TlsSocketStrategy tls) {
        return proxies.servers().isEmpty() ? HttpClients.createMinimal(connections(tls)) : proxied(connections(tls));
    }

    private CloseableHttpClient proxied(HttpClientConnectionManager connections) {
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE) {
                    @Override
                    protected HttpHost determineProxy(HttpHost target, HttpContext context) {
                        return proxies.choose(target.getSchemeName(), target.getHostName(), target.getPort())
                                .map(server -> new HttpHost("http", server.host(), server.port()))
                                .orElse(null);
                    }
                })
                .setDefaultCredentialsProvider(credentials())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableConnectionState()
                .build();
    }

    private BasicCredentialsProvider credentials() {
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        for (ProxySettings.Server server : proxies.servers()) {
            if (!server.username().isEmpty()) {
                credentials.setCredentials(
                        new AuthScope(server.host(), server.port()),
                        new UsernamePasswordCredentials(
                                server.username(), server.password().toCharArray()));
            }
        }
        return credentials;
    }

    private HttpClientConnectionManager connections(TlsSocketStrategy tls) {
        Timeout connect = Timeout.of(options.connectTimeout());
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(tls)
                .setMaxConnTotal(2 * options.requestsInFlight())
                .setMaxConnPerRoute(options.requestsInFlight())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(connect)
                        .setSocketTimeout(Timeout.of(options.callTimeout()))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(2))
                        .build())
                .setDefaultTlsConfig(
                        TlsConfig.custom().setHandshakeTimeout(connect).build())
                .setDefaultSocketConfig(SocketConfig.custom()
                        .setTcpNoDelay(true)
                        .setSoTimeout(connect)
                        .build())
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxHeaderCount(200)
                                .setMaxLineLength(32 * 1024)
                                .setMaxEmptyLineCount(8)
                                .build())
                        .build())
                .build();
    }
}
