package mockvro.host.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values between Java, scripts and the wire: scripting-runtime.md §6. */
class ConversionTest {

  private static JsonElement json(String text) {
    return JsonParser.parseString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          LightSwitchboard.nil() === null                                    | true
          LightSwitchboard.nothing() === undefined                           | true
          typeof LightSwitchboard.big()                                      | number
          typeof LightSwitchboard.letter() + LightSwitchboard.letter()       | stringc
          LightSwitchboard.letterObject()                                    | d
          LightSwitchboard.date() instanceof Date                            | true
          LightSwitchboard.date().getTime()                                  | 86400000
          LightSwitchboard.list() instanceof Array                           | true
          JSON.stringify(LightSwitchboard.list())                            | [1,"two",null,[3]]
          LightSwitchboard.ints().concat([3])                                | 1,2,3
          LightSwitchboard.map() instanceof Properties                       | true
          LightSwitchboard.map().get('list')[0]                              | 1
          LightSwitchboard.tree().get('k')                                   | v
          LightSwitchboard.unmodifiable().k                                  | 1
          LightSwitchboard.iterator().hasNext + LightSwitchboard.iterator().next | truex
          LightSwitchboard.plain().text                                      | plain
          LightSwitchboard.lantern().label                                   | lantern
          LightSwitchboard.trigger().moduleName + LightSwitchboard.trigger().timeout | Light30
          LightMode.NIGHT                                                    | NIGHT
          new java.util.HashMap() instanceof Properties                      | true
          java.util.UUID.randomUUID().toString().length                      | 36
          """)
  void javaToScript(String expression, String expected) throws Exception {
    assertEquals(expected, Scripts.withLight().text(expression));
  }

  @Test
  void nothingIsWrittenIntoThePlugInsObjects() throws Exception {
    String source =
        "var m = LightSwitchboard.map(); m.list.push(9); m.put('x', 1); m.date = null;"
            + "return LightSwitchboard.untouched() && LightSwitchboard.map().x === undefined";
    assertEquals(json("{'boolean':true}"), Scripts.withLight().run(source));
  }

  @Test
  void aListThatContainsItselfIsRefused() throws Exception {
    ScriptFailure failure = Scripts.withLight().failure("LightSwitchboard.cyclic()");
    assertTrue(failure.getMessage().contains("contains itself"), failure.getMessage());
  }

  @Test
  void waysOutOfTheSandboxAndMissingIdsAreReported() throws Exception {
    String unnamed = "var l = LightSwitchboard.lantern(); l.rename(null); return l";
    String source = "LightSwitchboard.thread().getName(); " + unnamed;
    JsonArray facts = Scripts.withLight().answer(source).getAsJsonArray("facts");
    String expected =
        "[{'fact':'java-leak','class':'java.lang.Thread','line':1},"
            + "{'fact':'null-id','class':'mockvro.host.script.Samples$Lantern','line':0}]";
    assertEquals(json(expected), facts);
  }

  @Test
  void unusualMapsAndUndeclaredClassesAreReported() throws Exception {
    String source = "LightSwitchboard.tree();\nLightSwitchboard.tree(); LightSwitchboard.plain()";
    JsonArray facts = Scripts.withLight().answer(source).getAsJsonArray("facts");
    String expected =
        "[{'fact':'foreign-map','class':'java.util.TreeMap','line':1},"
            + "{'fact':'undeclared-class','class':'mockvro.host.script.Samples$Plain','line':2}]";
    assertEquals(json(expected), facts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          takesInt(1)                         | int 1
          takesInt(1.7)                       | int 1
          takesInteger(1.7)                   | Integer 1
          takesInt("7")                       | int 7
          takesInt([5])                       | int 5
          takesInteger(null)                  | Integer null
          takesLong(3e10)                     | long 30000000000
          takesDouble("abc")                  | double NaN
          takesDouble(1)                      | double 1.0
          takesString(1)                      | String 1
          takesString(1.7)                    | String 1.7
          takesString(true)                   | String true
          takesString(undefined)              | String undefined
          takesString({})                     | String [object Object]
          takesString([1, 2])                 | String 1,2
          takesString(new LightLamp('x'))     | String Lamp x
          takesBoolean(true)                  | boolean true
          takesDate(new Date(5))              | Date 5
          takesDate(null)                     | Date null
          takesList([1, 2])                   | List NativeArray 2
          takesMap({k: 1})                    | Map NativeObject 1.0
          takesMap(new Properties({k: 'v'}))  | Map HashMap v
          takesStrings([1, 'b'])              | Strings [1, b]
          takesObjects([1, 'b'])              | Objects [1.0, b]
          takesInts([1.9, 2])                 | ints [1, 2]
          takesObject(1)                      | Object Double
          takesObject("a" + 1)                | Object String
          takesObject(true)                   | Object Boolean
          takesObject(null)                   | Object null
          takesObject(undefined)              | Object String
          takesObject(new Date(0))            | Object NativeDate
          takesObject([1])                    | Object NativeArray
          takesObject({})                     | Object NativeObject
          takesObject(new Properties())       | Object HashMap
          takesObject(new LightLamp('x'))     | Object Lamp
          takesObject(new MimeAttachment())   | Object MimeAttachment
          takesMode(LightMode.DAY)            | Mode DAY
          takesChar('c')                      | char c
          choose(1)                           | double
          """)
  void scriptToJava(String call, String expected) throws Exception {
    assertEquals(expected, Scripts.withLight().text("LightSwitchboard." + call));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "takesInt(true)",
        "takesInt(3e10)",
        "takesInt('abc')",
        "takesInt(null)",
        "takesInteger('7')",
        "takesInteger(true)",
        "takesDouble(null)",
        "takesBoolean('true')",
        "takesBoolean(1)",
        "takesDate(1)",
        "takesList('a')",
        "takesStrings('a')",
        "takesMode('DAY')",
        "takesInt()",
        "takesInt(1, 2)",
        "pick(null)"
      })
  void noSuchConversion(String call) throws Exception {
    Scripts scripts = Scripts.withLight();
    assertEquals("InternalError", scripts.failure("LightSwitchboard." + call).name());
    String caught =
        "var r; try { LightSwitchboard." + call + " } catch (e) { r = e.name } return r";
    assertEquals(json("{'string':'InternalError'}"), scripts.run(caught));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
undefined                      | null
null                           | null
1                              | {'number':1.0}
0/0                            | {'number':'NaN'}
-1/0                           | {'number':'-Infinity'}
"a" + 1                        | {'string':'a1'}
true                           | {'boolean':true}
new Date(7)                    | {'date':7}
[1,,[2]]                       | {'array':[{'number':1.0},null,{'array':[{'number':2.0}]}]}
({a: {b: 1}, 2: 'x'})          | {'properties':{'2':{'string':'x'},'a':{'properties':{'b':{'number':1.0}}}}}
new Properties({a: undefined}) | {'properties':{'a':null}}
new LightLamp('x')             | {'sdk-object':{'type':'Light:Lamp','id':'x','display':'x'}}
/a/g                           | {'object':{'class':'org.mozilla.javascript.regexp.NativeRegExp','text':'/a/g'}}
LightMode.DAY                  | {'object':{'class':'mockvro.host.script.Samples$Mode','text':'DAY'}}
<a/>                           | {'object':{'class':'org.mozilla.javascript.xmlimpl.XML','text':''}}
""")
  void scriptToWire(String expression, String expected) throws Exception {
    assertEquals(json(expected), Scripts.withLight().run("return " + expression));
  }

  @Test
  void cyclicStructuresHaveNoForm() throws Exception {
    ScriptFailure failure = new Scripts().failure("var a = []; a.push(a); return a");
    assertTrue(failure.getMessage().contains("recursive JavaScript structures"));
    assertEquals(
        json("{'array':[{'array':[]},{'array':[]}]}"),
        new Scripts().run("var a = []; return [a, a]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "{'string':'a'}",
        "{'number':1.5}",
        "{'number':'Infinity'}",
        "{'boolean':false}",
        "{'date':1577934245678}",
        "{'array':[{'number':1.0},{'properties':{'k':{'string':'v'}}}]}",
        "{'properties':{'k':{'array':[]},'n':null}}",
        "{'sdk-object':{'type':'Light:Lamp','id':'7','display':'7'}}",
        "{'sdk-object':{'type':'ConfigurationElement','id':'c1','name':'Settings'}}"
      })
  void whatComesInGoesOut(String wire) throws Exception {
    Scripts scripts = Scripts.withLight().in("x", wire).out("y");
    assertEquals(json(wire), scripts.answer("y = x").getAsJsonObject("outputs").get("y"));
  }

  @Test
  void aTriggerComesBackAsItWas() throws Exception {
    JsonElement wire = Scripts.withLight().run("return LightSwitchboard.trigger()");
    Scripts scripts = Scripts.withLight().in("t", wire.toString());
    assertEquals(wire, scripts.run("return t"));
    assertEquals("Light 30", scripts.text("t.moduleName + ' ' + t.timeout"));
  }

  @Test
  void anAttachmentComesBackAsItWas() throws Exception {
    String made = "var m = new MimeAttachment(); m.name = 'a'; m.content = 'b'; return m";
    JsonElement wire = new Scripts().run(made);
    assertEquals(
        "\"MimeAttachment\"",
        wire.getAsJsonObject().getAsJsonObject("object").get("class").toString());
    Scripts scripts = new Scripts().in("m", wire.toString());
    assertEquals(
        "a b true", scripts.text("m.name + ' ' + m.content + ' ' + (m.mimeType === null)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Trigger", "MimeAttachment"})
  void aForeignTextOfACoreValueIsRefused(String kind) throws Exception {
    // a java.util.Date and a text that is no Base64
    String date = "rO0ABXNyAA5qYXZhLnV0aWwuRGF0ZWhqgQFLWXQZAwAAeHB3CAAAAAAAAAAAeA==";
    for (String text : new String[] {date, "%%"}) {
      String wire = "{'object':{'class':'" + kind + "','text':'" + text + "'}}";
      assertEquals("BindingError", new Scripts().in("x", wire).failure("return 1").name());
    }
  }

  @Test
  void aReferenceToContentTellsIdAndName() throws Exception {
    Scripts scripts =
        new Scripts()
            .in("c", "{'sdk-object':{'type':'ConfigurationElement','id':'c1','name':'S'}}");
    assertEquals(
        "c1 S ConfigurationElement c1",
        scripts.text("[c.id, c.name, System.getObjectType(c), System.getObjectId(c)].join(' ')"));
    assertEquals("NotSimulated", scripts.failure("c.getAttributeWithKey('k')").name());
  }

  @Test
  void aSecureStringIsPlainForScriptsAndAnObjectHasNoFormToRead() throws Exception {
    assertEquals("s3", new Scripts().in("p", "{'secure-string':'s3'}").text("p"));
    ScriptFailure failure =
        new Scripts().in("p", "{'object':{'class':'X','text':'x'}}").failure("return 1");
    assertEquals("BindingError", failure.name());
  }

  @Test
  void referencesAreFoundAgainOrReplaced() throws Exception {
    String reference = "{'sdk-object':{'type':'Light:Lamp','id':'9'}}";
    Scripts found = Scripts.withLight().in("lamp", reference);
    assertEquals(
        "9 LightLamp false",
        found.text(
            "[lamp.label, System.getObjectClassName(lamp), System.isNotFound(lamp)].join(' ')"));
    Scripts lost = Scripts.withLight().in("lamp", reference);
    lost.environment.finders.put("Light:Lamp", id -> null);
    assertEquals(
        "true Light:Lamp", lost.text("System.isNotFound(lamp) + ' ' + System.getObjectType(lamp)"));
  }

  @Test
  void anExceptionOfAFinderIsTheScriptsFailure() throws Exception {
    Scripts scripts =
        Scripts.withLight().in("lamp", "{'sdk-object':{'type':'Light:Lamp','id':'9'}}");
    scripts.environment.finders.put(
        "Light:Lamp",
        id -> {
          throw new IllegalArgumentException("bad id");
        });
    ScriptFailure failure = scripts.failure("return 1");
    assertEquals("JavaException", failure.name());
    assertEquals(IllegalArgumentException.class, failure.getCause().getClass());
    assertEquals(
        "JavaException: java.lang.IllegalArgumentException: bad id (" + Scripts.LOCATION + ")",
        failure.getMessage());
  }
}
