package mockvro.host.language;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Library members that later engines have and 1.7R4 has not ({@code scripting-runtime.md} §3). */
final class Library {

  /** Globals. */
  static final Set<String> ABSENT =
      Set.of(
          "Symbol",
          "Map",
          "Set",
          "WeakMap",
          "WeakSet",
          "Promise",
          "Proxy",
          "Reflect",
          "BigInt",
          "ArrayBuffer",
          "DataView",
          "Int8Array",
          "Uint8Array",
          "Int16Array",
          "Uint16Array",
          "Int32Array",
          "Uint32Array",
          "Float32Array",
          "Float64Array",
          "importPackage",
          "importClass",
          "print",
          "load");

  /** Members of the constructors and of Math. */
  static final Map<String, Set<String>> STATICS =
      Map.of(
          "Array", Set.of("from", "of"),
          "Object", Set.of("assign", "is", "entries", "values", "fromEntries"),
          "Number",
              Set.of(
                  "isInteger",
                  "isNaN",
                  "isFinite",
                  "isSafeInteger",
                  "parseFloat",
                  "parseInt",
                  "EPSILON",
                  "MAX_SAFE_INTEGER",
                  "MIN_SAFE_INTEGER"),
          "Math",
              Set.of(
                  "trunc", "sign", "log10", "log2", "log1p", "cbrt", "hypot", "fround", "expm1",
                  "clz32", "imul", "sinh", "cosh", "tanh", "asinh", "acosh", "atanh"),
          "String", Set.of("raw", "fromCodePoint"));

  /** Methods of values, with the kinds of value that have them elsewhere. */
  static final Map<String, String> METHODS = methods();

  private Library() {}

  private static Map<String, String> methods() {
    Map<String, String> all = new HashMap<>();
    for (String name :
        new String[] {
          "startsWith",
          "endsWith",
          "repeat",
          "padStart",
          "padEnd",
          "trimLeft",
          "trimRight",
          "trimStart",
          "trimEnd",
          "codePointAt",
          "normalize",
          "matchAll",
          "replaceAll"
        }) {
      all.put(name, "String");
    }
    for (String name :
        new String[] {"find", "findIndex", "fill", "flat", "flatMap", "copyWithin", "entries"}) {
      all.put(name, "Array");
    }
    all.put("includes", "String or Array");
    return Map.copyOf(all);
  }
}
