package probe;

import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An inventory object with all kinds of properties. */
public class Thing {
  private final String id;
  private final String name;
  public final String open = "field";

  public Thing(String id, String name) {
    this.id = id;
    this.name = name;
  }

  public Key getKey() {
    return new Key(id);
  }

  public String getName() {
    return name;
  }

  public boolean isReady() {
    return true;
  }

  public int getSize() {
    return 7;
  }

  public Date getMade() {
    return new Date(1000);
  }

  public Map<String, Object> getMap() {
    Map<String, Object> map = new HashMap<>();
    map.put("a", 1);
    map.put("not", Double.NaN);
    return map;
  }

  public List<String> getList() {
    return Arrays.asList("x", null);
  }

  public List<Thing> getFriends() {
    return Collections.<Thing>singletonList(new Special("s1"));
  }

  public Thread.State getState() {
    return Thread.State.NEW;
  }

  public String getBroken() {
    throw new UnsupportedOperationException("not today");
  }

  /** Not a text, as in the published Redis plug-in. */
  public static class Key {
    private final String text;

    Key(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      if (text.equals("bad-id")) {
        throw new IllegalStateException("no id");
      }
      return text;
    }
  }
}
