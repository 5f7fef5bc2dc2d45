package mockvro.classindex;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/** Conversions between the two spellings of class names. */
final class Names {
  private Names() {}

  static String dotted(String internal) {
    return internal.replace('/', '.');
  }

  static List<String> dotted(String[] internal) {
    var names = new ArrayList<String>(internal.length);
    for (String each : internal) {
      names.add(dotted(each));
    }
    return names;
  }

  /** Dotted name of the class behind a type, its element type for arrays; null for primitives. */
  static String of(Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    return element.getSort() == Type.OBJECT ? element.getClassName() : null;
  }
}
