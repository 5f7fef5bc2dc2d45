package mockvro.host.script;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;

/** The certificates that a server shows, fetched without trusting anybody. */
record ServerCertificates(
    Keystores.Holder address, Keystores.Holder proxyHost, Keystores.Holder proxyPort) {

  private static final int LIMIT_MS = 30_000;
  private static final int HTTPS = 443;

  /** What is wrong with the certificate of a server. */
  record Validation(
      String host, boolean trusted, boolean expired, boolean wrongDomain, String error) {

    boolean valid() {
      return trusted && !expired && !wrongDomain;
    }
  }

  /** Accepts every chain: looking at a certificate is not trusting it. */
  private static final class Observer implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw new CertificateException("no server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      // judged later, see validate
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** The chain of the server at the address, its own certificate first. */
  List<X509Certificate> fetch(Run run) throws GeneralSecurityException, IOException {
    return chain(session(run));
  }

  /** The subject, issuer and validity of the server's certificate. */
  String info(Run run) throws GeneralSecurityException, IOException {
    X509Certificate first = fetch(run).get(0);
    return "Subject: "
        + first.getSubjectX500Principal()
        + "\nIssuer: "
        + first.getIssuerX500Principal()
        + "\nValid: "
        + first.getNotBefore()
        + " - "
        + first.getNotAfter();
  }

  /** Judges the certificate as a client with the trust store of the JVM would. */
  Validation validate(Run run) throws GeneralSecurityException, IOException {
    SSLSession session = session(run);
    List<X509Certificate> chain = chain(session);
    X509Certificate first = chain.get(0);
    String host = where().getHost();
    boolean expired = new Date().after(first.getNotAfter());
    boolean wrong = !new DefaultHostnameVerifier().verify(host, session);
    String untrusted = untrusted(chain);
    return new Validation(
        first.getSubjectX500Principal().getName(), untrusted == null, expired, wrong, untrusted);
  }

  private static List<X509Certificate> chain(SSLSession session) throws IOException {
    return List.of(session.getPeerCertificates()).stream().map(X509Certificate.class::cast).toList();
  }

  /** Why the chain is not trusted; null when it is. */
  private static String untrusted(List<X509Certificate> chain) throws GeneralSecurityException {
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init((KeyStore) null);
    X509TrustManager manager = (X509TrustManager) trust.getTrustManagers()[0];
    try {
      String kind = chain.get(0).getPublicKey().getAlgorithm();
      manager.checkServerTrusted(chain.toArray(new X509Certificate[0]), kind);
      return null;
    } catch (CertificateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** The address may be a URL, or host and port. */
  private URI where() throws IOException {
    String text = address.text().contains("://") ? address.text() : "https://" + address.text();
    try {
      URI uri = URI.create(text);
      if (uri.getHost() == null) {
        throw new IOException("no host in '" + address.text() + "'");
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw new IOException("not an address: '" + address.text() + "'", e);
    }
  }

  private SSLSession session(Run run) throws GeneralSecurityException, IOException {
    URI uri = where();
    int port = uri.getPort() < 0 ? HTTPS : uri.getPort();
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, new TrustManager[] {new Observer()}, null);
    int limit = (int) Math.max(1, Math.min(LIMIT_MS, run.left()));
    try (Socket plain = new Socket(proxy())) {
      plain.connect(new InetSocketAddress(HostNames.unescaped(uri.getHost()), port), limit);
      plain.setSoTimeout(limit);
      SSLSocket socket =
          (SSLSocket) tls.getSocketFactory().createSocket(plain, uri.getHost(), port, true);
      socket.startHandshake();
      return socket.getSession();
    }
  }

  private Proxy proxy() throws IOException {
    if (proxyHost.text().isEmpty()) {
      return Proxy.NO_PROXY;
    }
    try {
      int port = Integer.parseInt(proxyPort.text());
      return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxyHost.text(), port));
    } catch (NumberFormatException e) {
      throw new IOException("not a port: '" + proxyPort.text() + "'", e);
    }
  }
}
