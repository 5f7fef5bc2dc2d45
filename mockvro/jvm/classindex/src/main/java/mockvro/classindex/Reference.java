package mockvro.classindex;

/**
 * A use of a class or of its member.
 *
 * @param owner dotted class name
 * @param name member, or null for the class itself
 * @param desc descriptor of the member, or null
 * @param method whether the member is a method
 * @param how {@code code} or {@code signature}
 * @param guarded whether a handler for linkage errors surrounds the use
 * @param in method that uses it, empty for the class's own declaration
 * @param line line in the source, 0 when unknown
 */
record Reference(
    String owner, String name, String desc, boolean method, String how, boolean guarded,
    String in, int line) {

  static final String CODE = "code";
  static final String SIGNATURE = "signature";

  /** What is used, regardless of where. */
  String target() {
    return owner + ' ' + name + ' ' + desc + ' ' + how + ' ' + guarded;
  }
}
