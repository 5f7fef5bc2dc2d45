package mockvro.classindex;

import java.util.List;
import java.util.Map;

/**
 * What was found, as JSON on standard output. Class names are dotted.
 *
 * @param jars one entry per jar of the question, same order
 * @param own indexes of the jars with the plug-in's own code, as opposed to libraries
 * @param classes every class of the plug-in, duplicates included
 * @param described asked classes and all their super types; absent ones are not in it
 * @param missing references that nothing answers
 * @param watched references to watched classes
 * @param sites call sites of the asked methods
 * @param constants constant texts given to something named like a secret
 * @param mains classes with a {@code public static void main(String[])}
 * @param finalizers overriding {@code finalize()} methods that do something
 * @param identities comparisons of two texts by identity, {@code java.lang.String.a == b}
 */
record Answer(
    List<JarFacts> jars,
    List<Integer> own,
    List<ClassEntry> classes,
    Map<String, ClassFacts> described,
    List<Missing> missing,
    List<Watched> watched,
    List<Site> sites,
    List<Site> constants,
    List<String> mains,
    List<Site> finalizers,
    List<Site> identities) {

  /** A jar; {@code error} tells why it could not be read, {@code natives} its machine-code entries. */
  record JarFacts(
      String error,
      Map<String, String> manifest,
      List<Map<String, String>> poms,
      List<String> natives,
      List<String> broken,
      List<String> packages) {}

  /** One class file; {@code digest} (SHA-256) only where several jars have the name. */
  record ClassEntry(
      String name, int jar, int major, String digest, boolean reachable) {}

  /** Where a reference or a call stands; line 0 when the class file does not tell. */
  record Place(String type, int jar, String method, int line, boolean reachable) {}

  /**
   * A reference without an answer.
   *
   * @param kind {@code class}, {@code method} or {@code field}
   * @param layer layer of the owner when only the member is missing; {@code hidden} when the
   *     product has the class out of the plug-in's sight
   * @param how {@code code} or {@code signature}
   * @param guarded whether a handler for linkage errors surrounds it
   */
  record Missing(
      Place from, String kind, String owner, String name, String desc, String layer, String how,
      boolean guarded) {}

  /** A reference to a watched class. */
  record Watched(Place from, String target, String how) {}

  /** A call, or for constants the receiver of the text. */
  record Site(Place from, String target) {}
}
