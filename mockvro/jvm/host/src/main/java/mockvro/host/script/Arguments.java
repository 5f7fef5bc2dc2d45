package mockvro.host.script;

import java.util.Date;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Undefined;

/** The arguments of a core function; missing ones read as undefined. */
record Arguments(Object[] values) {

  /** The value at a position. */
  Object at(int index) {
    return index < values.length ? values[index] : Undefined.instance;
  }

  /** Whether a value is given that is neither null nor undefined. */
  boolean given(int index) {
    return at(index) != null && at(index) != Undefined.instance;
  }

  /** The value as JavaScript writes it. */
  String text(int index) {
    return Context.toString(at(index));
  }

  /** The value as text, or the default when none is given. */
  String text(int index, String absent) {
    return given(index) ? text(index) : absent;
  }

  /** The value as a number. */
  double number(int index) {
    return Context.toNumber(at(index));
  }

  /** The value as a date, or null when none is given. */
  Date date(int index) {
    return given(index) ? (Date) Context.jsToJava(at(index), Date.class) : null;
  }
}
