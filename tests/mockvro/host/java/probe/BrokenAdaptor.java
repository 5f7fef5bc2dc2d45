package probe;

/** Cannot even be initialised. */
public class BrokenAdaptor extends ProbeAdaptor {
  static final int ANSWER = Integer.parseInt("forty-two");
}
