package watched;

/** What is found. */
public class Thing {
  private final String id;

  Thing(String id) {
    this.id = id;
  }

  public String getId() {
    return id;
  }
}
