package mockvro.host.script;

/**
 * The core class Credential: scripts cannot read the password ({@code scripting-runtime.md} §8).
 */
final class CredentialType {

  private static final String MASK = "******";

  /** A user and a password. */
  record Credential(String user, String password) {

    @Override
    public String toString() {
      return user + ":" + MASK;
    }
  }

  static final CoreType<Credential> TYPE =
      new CoreType<Credential>("Credential")
          .made((run, args) -> new Credential(args.text(0, ""), args.text(1, "")))
          .reads("username", (run, credential) -> credential.user())
          .reads("password", (run, credential) -> MASK)
          .does("checkPassword", (run, credential, args) -> matches(credential, args));

  private CredentialType() {}

  private static boolean matches(Credential credential, Arguments args) {
    return credential.password().equals(args.text(0));
  }
}
