package mockvro.control;

/** An object that never changes. */
public final class Thing {
  private final String id;

  Thing(String id) {
    this.id = id;
  }

  /** Its id, which is its number. */
  public String getId() {
    return id;
  }

  /** A name to show. */
  public String getName() {
    return "Thing " + id;
  }
}
