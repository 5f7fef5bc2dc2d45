package mockvro.host.finder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessorTest {
  /** As generated plug-ins have them: underscores in names, a hidden class. */
  private static final class Sample {
    public final String open = "field";

    @SuppressWarnings("unused")
    public String getName() {
      return "name";
    }

    @SuppressWarnings("unused")
    public String getRealm_id() {
      return "realm";
    }

    @SuppressWarnings("unused")
    public Boolean isReady() {
      return true;
    }

    @SuppressWarnings("unused")
    public Object getNothing() {
      return null;
    }

    @SuppressWarnings("unused")
    public Sample self() {
      return this;
    }

    @SuppressWarnings("unused")
    public Map<String, String> getMap() {
      return Map.of("key", "value");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "getName(),name",
    "name,name",
    "realm_id,realm",
    "ready,true",
    "open,field",
    "self().self().name,name",
    "self.name,name",
    "map.key,value",
    "' self( ) . getName() ',name",
  })
  void evaluatesTheFormsOfRealDescriptors(String expression, String expected) throws Throwable {
    assertEquals(expected, String.valueOf(Accessor.evaluate(new Sample(), expression)));
  }

  @Test
  void nullEndsAChain() throws Throwable {
    assertNull(Accessor.evaluate(new Sample(), "nothing.name"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "getName().", "map['key']", "1 + 1", "absent", "absent()"})
  void refusesEverythingElse(String expression) {
    assertThrows(
        Accessor.Unsupported.class, () -> Accessor.evaluate(new Sample(), expression));
  }

  @Test
  void callsInternalClassesOfTheJdkThroughTheirInterfaces() throws Throwable {
    List<Integer> list = Collections.unmodifiableList(List.of(1, 2));
    assertEquals(2, Accessor.evaluate(list, "size()"));
    assertEquals("DAYS", Accessor.evaluate(TimeUnit.DAYS, "name()"));
  }
}
