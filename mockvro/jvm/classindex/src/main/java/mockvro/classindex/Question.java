package mockvro.classindex;

import java.util.List;

/**
 * What is asked, as JSON on standard input.
 *
 * @param jars class path of the plug-in, in order
 * @param home classes that are the plug-in's own for certain, its adaptors
 * @param exempt indexes into {@code jars} whose own references are not judged
 * @param java feature release of Java to resolve against; null for the running one
 * @param provided what the parent loader offers besides the JDK, in order
 * @param hidden jars of the product that the chosen parent loader does not show
 * @param assumed name prefixes of what the product has although no jar of ours holds it
 * @param describe classes whose members, with those of their super types, are wanted
 * @param roots classes that the product loads by itself
 * @param calls {@code owner.method} in dotted form whose call sites are wanted
 * @param watch name prefixes of classes, references to which are wanted
 */
record Question(
    List<String> jars,
    List<String> home,
    List<Integer> exempt,
    Integer java,
    List<Layer> provided,
    List<String> hidden,
    List<String> assumed,
    List<String> describe,
    List<String> roots,
    List<String> calls,
    List<String> watch) {

  /** One jar of the provided side and the layer it belongs to ({@code common}, {@code platform}). */
  record Layer(String layer, String path) {}
}
