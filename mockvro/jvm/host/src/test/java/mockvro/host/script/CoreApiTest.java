package mockvro.host.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated part of the product's own scripting API: scripting-runtime.md §8. */
class CoreApiTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
new Properties().get('x') === null                               | true
(function (p) { p.x = 1; return p.get('x') })(new Properties())   | 1
(function (p) { p.put('x', 2); return p.x })(new Properties())    | 2
(function (p) { p.put(5, 'n'); return p.get('5') + p[5] + p.keys })(new Properties()) | nn5
(function (p) { p.put('a', 1); p.put('b', 2); p.remove('a'); return p.keys })(new Properties()) | b
(function (p) { p.put('get', 1); return p.get })(new Properties()) | 1
(function (p) { var r = []; for (var k in p) r.push(k + p[k]); return r })(new Properties({a: 1, b: 2})) | a1,b2
new Properties(new Properties({a: 1})).a                         | 1
new Properties('x').keys.length                                  | 0
JSON.stringify(new Properties({a: [1], b: 'c'}))                 | {"a":[1],"b":"c"}
new Properties().toString()                                      | [object Properties]
'' + new Properties({a: 1})                                      | HashMap:1
(function (p) { p.load('a=1\\nb = 2'); return p.a + p.b })(new Properties()) | 12
new Properties().remove('x') === null                            | true
new Properties() instanceof Properties                           | true
System.nextUUID().length                                         | 36
System.formatDate(new Date(2020, 0, 2), 'yyyy/MM/dd')            | 2020/01/02
System.getDateFromFormat('2020/01/02', 'yyyy/MM/dd').getDate()   | 2
System.sleep(1)                                                  | true
System.decimalToHex(255) + System.hexToDecimal('ff')             | ff255
System.extractFileName('/a/b.c.d')                               | b.c.d
System.extractFileNameExtension('/a/b.c.d')                      | d
System.extractFileNameWithoutExtension('/a/b.c.d')               | b.c
System.extractDirectory('/a/b.c')                                | /a
System.getObjectType('x') + System.getObjectType(1)              | stringnumber
System.getObjectClassName(new Properties())                      | Properties
System.isNotFound('x')                                           | false
System.getContext().contains('x')                                | false
typeof workflow                                                  | undefined
new MimeAttachment().name === null                               | true
(function (m) { m.content = 'äb'; return m.buffer.length + m.content })(new MimeAttachment()) | 3äb
new ByteBuffer('AQID').length                                    | 3
(function (m) { m.buffer = new ByteBuffer('YWI='); return m.content })(new MimeAttachment()) | ab
new Trigger('Light', 5).timeout                                  | 5
LockingSystem.lock('a', 'x') + ' ' + LockingSystem.lock('a', 'y') + ' ' + LockingSystem.retrieveAll() | true false a,x
[] instanceof Workflow                                           | false
""")
  void values(String expression, String expected) throws Exception {
    assertEquals(expected, new Scripts().text(expression));
  }

  @Test
  void logLinesGoToTheOrchestrator() throws Exception {
    Scripts scripts = new Scripts().workflow("{'id':'t1'}");
    scripts.run(
        "System.log('a' + 1); System.setLogMarker('[m]'); System.warn({}); Server.error('e', 'i')");
    JsonObject first = call("System", "log", "[{'string':'a1'}]");
    assertEquals(first, scripts.environment.calls.get(0));
    assertEquals(
        call("System", "warn", "[{'string':'[m] [object Object]'}]"),
        scripts.environment.calls.get(1));
    assertEquals(
        call("Server", "error", "[{'string':'e'},{'string':'i'}]"),
        scripts.environment.calls.get(2));
  }

  private static JsonObject call(String object, String member, String args) {
    String form = "{'object':'%s','member':'%s','args':%s,'token':'t1','session':'s'}";
    return JsonParser.parseString(String.format(form, object, member, args)).getAsJsonObject();
  }

  @Test
  void contentIsServedByTheOrchestrator() throws Exception {
    Scripts scripts = new Scripts();
    String category = "{'sdk-object':{'type':'ConfigurationElementCategory','id':'c','name':'C'}}";
    String element = "{'sdk-object':{'type':'ConfigurationElement','id':'e','name':'E'}}";
    Map<String, String> served = scripts.environment.served;
    served.put("Server.getConfigurationElementCategoryWithPath", category);
    served.put("ConfigurationElementCategory.configurationElements", "{'array':[" + element + "]}");
    served.put(
        "ConfigurationElement.getAttributeWithKey", "{'properties':{'value':{'number':3.0}}}");
    served.put("Server.getResourceElementCategoryWithPath", "null");
    String expression =
        "Server.getConfigurationElementCategoryWithPath('a/b').configurationElements[0]"
            + ".getAttributeWithKey('k').value";
    assertEquals("3", scripts.text(expression));
    JsonObject asked =
        JsonParser.parseString(
                "{'object':'ConfigurationElement','member':'getAttributeWithKey','args':["
                    + element
                    + ",{'string':'k'}],'token':null,'session':'s'}")
            .getAsJsonObject();
    assertEquals(asked, scripts.environment.calls.get(2));
    assertEquals("null", scripts.text("Server.getResourceElementCategoryWithPath('x')"));
  }

  @Test
  void actionsCallActionsByPosition() throws Exception {
    Scripts scripts = new Scripts();
    scripts.environment.action("com.m", "add", "return a + b");
    scripts.environment.action("com.m", "twice", "return System.getModule('com.m').add(a, a)");
    scripts.environment.action("com.m", "missing", "return typeof b");
    scripts.environment.action("com.m", "make", "mine = 1; return function (x) { return x + 1 }");
    assertEquals("6", scripts.text("System.getModule('com.m').twice(3)"));
    assertEquals("undefined", scripts.text("System.getModule('com.m').missing(3)"));
    assertEquals(
        "3 undefined", scripts.text("System.getModule('com.m').make()(2) + ' ' + typeof mine"));
    assertEquals("true", scripts.text("System.getModule('com.none') === null"));
    ScriptFailure unknown = scripts.failure("System.getModule('com.m').nope()");
    assertTrue(
        unknown.getMessage().startsWith("TypeError: Cannot find function nope"),
        unknown.getMessage());
  }

  @Test
  void arraysOfActionsAreArraysForTheCaller() throws Exception {
    Scripts scripts = new Scripts();
    scripts.environment.action("com.m", "list", "return [1]");
    assertEquals("true", scripts.text("System.getModule('com.m').list() instanceof Array"));
  }

  @Test
  void modulesListTheirActions() throws Exception {
    Scripts scripts = new Scripts();
    scripts.environment.action("com.m", "add", "return a + b");
    String expression =
        "(function (m) { var a = m.actions[0];"
            + " return [m.name, a.name, a.module.name, a.parameters[1].name, a.returnType] })"
            + "(System.getModule('com.m'))";
    assertEquals("com.m,add,com.m,b,Any", scripts.text(expression));
  }

  @Test
  void theWorkflowIsTheTokenOfTheRun() throws Exception {
    String facts =
        "{'id':'t1','name':'W','state':'running','startDate':5,'currentWorkflow':{'id':'w','name':'W2'},"
            + "'item':{'name':'item1','displayName':'Task'},'inputs':{'n':{'number':2.0}},"
            + "'context':{'k':{'string':'v'}}}";
    String expression =
        "[workflow.id, workflow.name, workflow.state,"
            + " workflow.startDateAsDate.getTime(),workflow.currentWorkflow.name,"
            + " workflow.getInputParameters().n,System.currentWorkflowItem().getDisplayName(),"
            + " System.getContext().getParameter('k')]";
    assertEquals("t1,W,running,5,W2,2,Task,v", new Scripts().workflow(facts).text(expression));
  }

  @Test
  void findersAreAskedForTypesOfPlugIns() throws Exception {
    Scripts scripts = Scripts.withLight();
    assertEquals("7", scripts.text("Server.findForType('Light:Lamp', 7).label"));
    assertEquals(
        "2 aq LightLamp",
        scripts.text(
            "(function (l) { return [l.length, l[0].label, System.getObjectClassName(l[1])].join('"
                + " ') })(Server.findAllForType('Light:Lamp', 'q'))"));
    scripts.environment.finders.put("Light:Lamp", id -> null);
    assertEquals("null", scripts.text("Server.findForType('Light:Lamp', '7')"));
  }

  @Test
  void everyKnownNameIsThereAndNoneFailsByBeingNamed() throws Exception {
    for (String name : CoreCatalogue.globals()) {
      assertTrue(!new Scripts().text("typeof " + name).equals("undefined"), name);
    }
  }
}
