package mockvro.host.script;

import ch.dunes.vso.sdk.api.PluginTrigger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Classes of a small plug-in. */
public final class Samples {

  static final String DESCRIPTOR =
      """
      {"name":"Light",
       "finders":[{"type":"Lamp","java_class":"mockvro.host.script.Samples$Lamp",
                   "script_object":"LightLamp"}],
       "objects":[
        {"script_name":"LightLamp","java_class":"mockvro.host.script.Samples$Lamp","create":true,
         "attributes":[
          {"script_name":"label","java_name":"name","read_only":true},
          {"script_name":"level","java_name":"level"},
          {"script_name":"on","java_name":"on"},
          {"script_name":"site","java_name":"site_id"},
          {"script_name":"colour","java_name":"colour"},
          {"script_name":"gone","java_name":"nothing"}],
         "methods":[
          {"script_name":"dim","java_name":"dimTo","parameters":[{"name":"level"}]},
          {"script_name":"lost","java_name":"noSuchMethod","parameters":[]},
          {"script_name":"dim3","java_name":"dimTo","parameters":[{},{},{}]}],
         "singleton":null},
        {"script_name":"LightMode","java_class":"mockvro.host.script.Samples$Mode",
         "create":false,"attributes":[
          {"script_name":"NIGHT","java_name":"NIGHT"},{"script_name":"DAY","java_name":"DAY"}]},
        {"script_name":"_LightSwitchboard","create":false,
         "java_class":"mockvro.host.script.Samples$Switchboard",
         "methods":[{"script_name":"echo","java_name":"echo","parameters":[{}]}],
         "singleton":{"script_name":"LightSwitchboard","datasource":"main"}},
        {"script_name":"LightStrict","strict":true,
         "java_class":"mockvro.host.script.Samples$Strict",
         "attributes":[{"script_name":"shown","java_name":"shown"}],
         "methods":[{"script_name":"say","java_name":"say"}]},
        {"script_name":"LightDial","java_class":"mockvro.host.script.Samples$Dial",
         "methods":[{"script_name":"spin","java_name":"turn"}]},
        {"script_name":"LightNowhere","java_class":"mockvro.host.script.Nowhere"}]}
      """;

  private Samples() {}

  /** An object with an id. */
  public static class Lamp {
    /** A field without getter. */
    public String colour = "white";

    private String name;
    private int level;

    public Lamp(String name) {
      this.name = name;
    }

    public Lamp(Lamp other, int level) {
      this.name = other.name + "'";
      this.level = level;
    }

    public String getName() {
      return name;
    }

    public void rename(String to) {
      name = to;
    }

    public int getLevel() {
      return level;
    }

    public void setLevel(int level) {
      this.level = level;
    }

    public boolean isOn() {
      return level > 0;
    }

    public String getSite_id() {
      return "site";
    }

    public Lamp dimTo(int to) {
      level = to;
      return this;
    }

    public String dimTo(String mode) {
      return "mode " + mode;
    }

    public String hidden() {
      return "reached";
    }

    public boolean same(Object other) {
      return other == this;
    }

    public static int count(Lamp[] lamps) {
      return lamps.length;
    }

    @Override
    public String toString() {
      return "Lamp " + name;
    }
  }

  /** A subclass without a scripting object. */
  public static class Lantern extends Lamp {
    public Lantern() {
      super("lantern");
    }
  }

  /** Constants for scripts. */
  public enum Mode {
    DAY,
    NIGHT
  }

  /** Only declared members can be reached. */
  public static class Strict {
    public String getShown() {
      return "shown";
    }

    public String getSecret() {
      return "secret";
    }

    public String say() {
      return "said";
    }

    public String whisper() {
      return "whispered";
    }
  }

  /** An interface with a scripting object. */
  public interface Dial {
    String turn();
  }

  /** What scripts see only through the interface. */
  static final class HiddenDial implements Dial {
    @Override
    public String turn() {
      return "turned";
    }
  }

  /** A class no scripting object stands for. */
  public static class Plain {
    public String getText() {
      return "plain";
    }
  }

  /** A singleton with one method for each thing a test needs. */
  public static class Switchboard {
    private final Map<String, Object> map = new HashMap<>();

    public Switchboard() {
      map.put("date", new Date(0));
      map.put("list", new ArrayList<>(List.of(1)));
    }

    public String echo(Object value) {
      return "echo " + value;
    }

    public Map<String, Object> map() {
      return map;
    }

    public boolean untouched() {
      return map.get("date") instanceof Date && map.get("list") instanceof ArrayList;
    }

    public Object tree() {
      return new TreeMap<>(Map.of("k", "v"));
    }

    public Object unmodifiable() {
      return Collections.unmodifiableMap(new LinkedHashMap<>(Map.of("k", 1)));
    }

    public List<Object> list() {
      return Arrays.asList(1, "two", null, List.of(3));
    }

    public int[] ints() {
      return new int[] {1, 2};
    }

    public Iterator<String> iterator() {
      return List.of("x").iterator();
    }

    public List<Object> cyclic() {
      List<Object> all = new ArrayList<>();
      all.add(all);
      return all;
    }

    public char letter() {
      return 'c';
    }

    public Character letterObject() {
      return 'd';
    }

    public long big() {
      return 5L;
    }

    public Date date() {
      return new Date(86_400_000L);
    }

    public void nothing() {}

    public Object nil() {
      return null;
    }

    public Plain plain() {
      return new Plain();
    }

    public Thread thread() {
      return new Thread();
    }

    public Dial dial() {
      return new HiddenDial();
    }

    public Lamp lantern() {
      return new Lantern();
    }

    public PluginTrigger trigger() {
      PluginTrigger trigger = new PluginTrigger();
      trigger.setModuleName("Light");
      trigger.setTimeout(30);
      return trigger;
    }

    public void fail(String message) {
      throw new IllegalStateException(message);
    }

    public void failBadly() {
      throw new NoClassDefFoundError("com/example/Gone");
    }

    public Object rude() {
      return new Object() {
        @Override
        public String toString() {
          throw new UnsupportedOperationException("rude");
        }
      };
    }

    public void rudeException() {
      throw new IllegalStateException() {
        @Override
        public String getMessage() {
          throw new UnsupportedOperationException("rude");
        }
      };
    }

    public List<Object> rudeList() {
      return new ArrayList<>() {
        @Override
        public Object[] toArray() {
          throw new UnsupportedOperationException("rude");
        }
      };
    }

    public String loader() {
      return Thread.currentThread().getContextClassLoader().getClass().getSimpleName();
    }

    public String interrupt() {
      Thread.currentThread().interrupt();
      return "done";
    }

    public String takesInt(int value) {
      return "int " + value;
    }

    public String takesInteger(Integer value) {
      return "Integer " + value;
    }

    public String takesLong(long value) {
      return "long " + value;
    }

    public String takesDouble(double value) {
      return "double " + value;
    }

    public String takesString(String value) {
      return "String " + value;
    }

    public String takesBoolean(boolean value) {
      return "boolean " + value;
    }

    public String takesDate(Date value) {
      return "Date " + (value == null ? null : value.getTime());
    }

    public String takesList(List<?> value) {
      return "List " + value.getClass().getSimpleName() + " " + value.size();
    }

    public String takesMap(Map<?, ?> value) {
      return "Map " + value.getClass().getSimpleName() + " " + value.get("k");
    }

    public String takesStrings(String[] value) {
      return "Strings " + Arrays.toString(value);
    }

    public String takesObjects(Object[] value) {
      return "Objects " + Arrays.toString(value);
    }

    public String takesInts(int[] value) {
      return "ints " + Arrays.toString(value);
    }

    public String takesObject(Object value) {
      return "Object " + (value == null ? "null" : value.getClass().getSimpleName());
    }

    public String takesMode(Mode value) {
      return "Mode " + value;
    }

    public String takesChar(char value) {
      return "char " + value;
    }

    public String choose(int value) {
      return "int";
    }

    public String choose(double value) {
      return "double";
    }

    public String pick(String value) {
      return "String";
    }

    public String pick(Lamp value) {
      return "Lamp";
    }
  }
}
