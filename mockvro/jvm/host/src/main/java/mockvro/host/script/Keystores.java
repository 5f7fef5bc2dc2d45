package mockvro.host.script;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The gateway behind {@code Config.getKeystores()}, as library workflows use it to trust a server:
 * its members are known from such scripts only.
 */
final class Keystores {

  /** A value that a script sets: address, proxy, content of a file. */
  static final class Holder {
    private String value;

    String text() {
      return value == null ? "" : value;
    }
  }

  private static final CoreType<Holder> HOLDER =
      new CoreType<Holder>("KeystoreModel")
          .reads("value", (run, holder) -> holder.value)
          .writes("value", (run, holder, value) -> holder.value = value.text(0, null))
          .reads("content", (run, holder) -> holder.value)
          .writes("content", (run, holder, value) -> holder.value = value.text(0, null));

  private static final CoreType<ServerCertificates> FROM_URL =
      new CoreType<ServerCertificates>("ImportCAFromUrlAction")
          .does("getModel", (run, action, args) -> HOLDER.wrap(run, action.address()))
          .does("getProxyHost", (run, action, args) -> HOLDER.wrap(run, action.proxyHost()))
          .does("getProxyPort", (run, action, args) -> HOLDER.wrap(run, action.proxyPort()))
          .does("validateCertificates", (run, action, args) -> validation(run, action))
          .does("getCertInfo", (run, action, args) -> action.info(run))
          .does("execute", (run, action, args) -> outcome(() -> action.fetch(run)));

  private static final CoreType<ServerCertificates.Validation> VALIDATION =
      new CoreType<ServerCertificates.Validation>("CertificateValidationResult")
          .does("isNoChainOfTrust", (run, found, args) -> !found.trusted())
          .does("isCertificateExpired", (run, found, args) -> found.expired())
          .does("isWrongDomain", (run, found, args) -> found.wrongDomain())
          .does("getCertificateHostName", (run, found, args) -> found.host())
          .does("isNotValid", (run, found, args) -> !found.valid())
          .does("getErrorText", (run, found, args) -> found.error());

  private static final CoreType<Holder> FROM_FILE =
      new CoreType<Holder>("ImportFromCerAction")
          .does("getModel", (run, action, args) -> HOLDER.wrap(run, action))
          .does("execute", (run, action, args) -> outcome(() -> parse(action.text())));

  private static final CoreType<Boolean> GATEWAY =
      new CoreType<Boolean>("Keystores")
          .does("getImportCAFromUrlAction", (run, all, args) -> fromUrl(run))
          .does("getImportFromCerAction", (run, all, args) -> FROM_FILE.wrap(run, new Holder()));

  private Keystores() {}

  static Map<String, HostFunction.Body> functions() {
    return Map.of("getKeystores", (run, args) -> GATEWAY.wrap(run, true));
  }

  private static Object fromUrl(Run run) {
    Holder[] parts = {new Holder(), new Holder(), new Holder()};
    return FROM_URL.wrap(run, new ServerCertificates(parts[0], parts[1], parts[2]));
  }

  private static Object validation(Run run, ServerCertificates action)
      throws GeneralSecurityException, IOException {
    return VALIDATION.wrap(run, action.validate(run));
  }

  private interface Work {
    void go() throws GeneralSecurityException, IOException;
  }

  /** What an import answers: null when it went well, else the reason. */
  private static String outcome(Work work) {
    try {
      work.go();
      return null;
    } catch (GeneralSecurityException | IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static List<X509Certificate> parse(String content) throws CertificateException {
    Collection<?> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(content.getBytes(StandardCharsets.ISO_8859_1)));
    if (found.isEmpty()) {
      throw new CertificateException("no certificate found");
    }
    return found.stream().map(X509Certificate.class::cast).toList();
  }
}
