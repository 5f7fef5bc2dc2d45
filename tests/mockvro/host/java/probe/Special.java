package probe;

/** A subclass without a finder of its own. */
public class Special extends Thing {
  public Special(String id) {
    super(id, "special " + id);
  }
}
