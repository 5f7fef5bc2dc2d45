package mockvro.host.script;

/** A value on the wire that cannot become a script value. */
final class UnreadableValue extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableValue(String message) {
    super(message);
  }
}
