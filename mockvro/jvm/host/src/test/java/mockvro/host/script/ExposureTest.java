package mockvro.host.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts see of a plug-in: scripting-runtime.md §4 and §5. */
class ExposureTest {

  private static final String LAMP = "var l = new LightLamp('x'); return String(";

  private static String lamp(String expression) throws Exception {
    JsonElement result = Scripts.withLight().run(LAMP + expression + ")");
    return result.getAsJsonObject().get("string").getAsString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          l.label                                    | x
          l.on                                       | false
          l.site                                     | site
          l.colour                                   | white
          (l.colour = 'red') && l.colour             | red
          (l.level = 3) + l.getLevel()               | 6
          l.dim(4).level                             | 4
          l.dim('soft')                              | mode soft
          l.dimTo(2).level                           | 2
          l.hidden()                                 | reached
          l.gone                                     | undefined
          l.nope                                     | undefined
          l                                          | Lamp x
          'label' in l                               | true
          l instanceof LightLamp                     | true
          [] instanceof LightLamp                    | false
          l.same(l)                                  | true
          LightLamp.count([l, l])                    | 2
          new LightLamp(l, 5).level                  | 5
          new LightLamp(l, 5).label                  | x'
          System.getObjectType(l)                    | Light:Lamp
          System.getObjectId(l)                      | x
          System.getObjectClassName(l)               | LightLamp
          System.getObjectPluginName(l)              | Light
          new LightStrict().say()                    | said
          new LightStrict().shown                    | shown
          new LightStrict().secret                   | undefined
          typeof LightStrict                         | function
          typeof LightUnknown                        | undefined
          """)
  void members(String expression, String expected) throws Exception {
    assertEquals(expected, lamp(expression));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          l.label = 'y'             | InternalError | Attribute label of LightLamp is read-only
          l.nope()                  | TypeError     | Cannot find function nope in object Lamp x
          l.lost()                  | TypeError     | Cannot find function lost in object Lamp x
          new LightStrict().whisper() | TypeError   | Cannot find function whisper
          new LightMode()           | InternalError | LightMode cannot be created by a script
          new LightLamp()           | InternalError | Java constructor
          new LightLamp(1, 2, 3)    | InternalError | Java constructor
          LightLamp.x = 1           | InternalError | cannot be changed
          new java.io.File('x')     | TypeError     | [JavaPackage java.io.File] is not a function
          java.lang.System.exit(1)  | TypeError     | Cannot call property exit
          """)
  void misuse(String statement, String name, String text) throws Exception {
    ScriptFailure failure =
        Scripts.withLight().failure("var l = new LightLamp('x');\n" + statement);
    assertEquals(name, failure.name(), failure.getMessage());
    assertTrue(failure.getMessage().contains(text), failure.getMessage());
    assertEquals(2, failure.line());
  }

  @Test
  void aClassThatDoesNotLoadFailsWhenItIsUsed() throws Exception {
    ScriptFailure failure = Scripts.withLight().failure("new LightNowhere()");
    assertEquals(ClassNotFoundException.class, failure.getCause().getClass());
  }

  @Test
  void aSingletonIsMadeWhenItIsNamed() throws Exception {
    Scripts scripts = Scripts.withLight();
    scripts.run("return 1");
    assertTrue(scripts.environment.singletons.isEmpty());
    assertEquals("echo a", scripts.text("LightSwitchboard.echo('a')"));
    assertEquals(1, scripts.environment.singletons.get("s"));
  }

  @Test
  void aSingletonThatCannotBeMadeIsAnError() throws Exception {
    ScriptFailure failure =
        Scripts.withLight().session("broken").failure("LightSwitchboard.echo(1)");
    assertEquals("no singleton today", failure.getCause().getMessage());
  }

  @Test
  void methodsRunWithThePlugInsLoader() throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Scripts scripts = new Scripts();
    ClassLoader loader = new FakeEnvironment.PlugInLoader();
    scripts.environment.plugin("Light", loader, Samples.DESCRIPTOR);
    assertEquals("PlugInLoader", scripts.text("LightSwitchboard.loader()"));
    assertSame(before, Thread.currentThread().getContextClassLoader());
  }

  @Test
  void pluginsComeAndGo() throws Exception {
    Scripts scripts = new Scripts();
    assertEquals("undefined", scripts.text("typeof LightLamp"));
    scripts.environment.plugin("Light", Samples.DESCRIPTOR);
    assertEquals("function", scripts.text("typeof LightLamp"));
    scripts.environment.plugins.clear();
    assertEquals("undefined", scripts.text("typeof LightLamp"));
  }

  @Test
  void anInterfaceStandsForItsObjectsOnlyWhereThePlugInAllowsIt() throws Exception {
    Scripts closed = Scripts.withLight();
    assertEquals("undefined", closed.text("LightSwitchboard.dial().spin"));
    assertEquals("turned", closed.text("LightSwitchboard.dial().turn()"));
    Scripts open = new Scripts();
    String allowed = "{\"interface_mapping_allowed\":true,";
    open.environment.plugin("Light", Samples.DESCRIPTOR.replaceFirst("\\{", allowed));
    assertEquals("turned", open.text("LightSwitchboard.dial().spin()"));
    assertEquals("LightDial", open.text("System.getObjectClassName(LightSwitchboard.dial())"));
  }

  @Test
  void apiTellsWhatCanBeReached() {
    JsonObject api = Scripts.withLight().engine.api("Light").getAsJsonObject();
    Map<String, JsonObject> members = new HashMap<>();
    Map<String, Boolean> constructible = new HashMap<>();
    for (JsonElement each : api.getAsJsonArray("objects")) {
      JsonObject object = each.getAsJsonObject();
      String name = object.get("script_name").getAsString();
      constructible.put(name, object.get("constructible").getAsBoolean());
      for (JsonElement member : object.getAsJsonArray("members")) {
        members.put(
            name + "." + member.getAsJsonObject().get("name").getAsString(),
            member.getAsJsonObject());
      }
    }
    assertEquals(
        Map.of(
            "LightLamp",
            true,
            "LightMode",
            false,
            "_LightSwitchboard",
            false,
            "LightStrict",
            true,
            "LightNowhere",
            false,
            "LightDial",
            false),
        constructible);
    for (String name :
        new String[] {
          "LightLamp.label",
          "LightLamp.site",
          "LightLamp.colour",
          "LightLamp.dim",
          "LightMode.DAY",
          "_LightSwitchboard.echo"
        }) {
      assertTrue(members.get(name).get("present").getAsBoolean(), name);
    }
    for (String name :
        new String[] {
          "LightLamp.gone", "LightLamp.lost", "LightLamp.dim3", "_LightSwitchboard.LightSwitchboard"
        }) {
      assertFalse(members.get(name).get("present").getAsBoolean(), name);
    }
    assertEquals("cannot be written", members.get("LightLamp.on").get("detail").getAsString());
    assertThrows(IllegalArgumentException.class, () -> new Scripts().engine.api("Light"));
  }
}
