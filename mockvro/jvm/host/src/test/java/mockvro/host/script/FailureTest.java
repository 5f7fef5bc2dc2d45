package mockvro.host.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors as scripts and callers see them: scripting-runtime.md §7. */
class FailureTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
null.x                           | TypeError      | TypeError: Cannot read property "x" from null
f()                              | ReferenceError | ReferenceError: "f" is not defined.
throw 'text'                     | ''             | text
throw new Error('m')             | Error          | Error: m
throw {name: 'Own', message: 'm'} | ''            | [object Object]
LightSwitchboard.fail('boom')    | JavaException  | JavaException: java.lang.IllegalStateException: boom
LightSwitchboard.fail(null)      | JavaException  | JavaException: java.lang.IllegalStateException: null
""")
  void uncaught(String statement, String name, String text) throws Exception {
    ScriptFailure failure = Scripts.withLight().failure("\n\n" + statement);
    assertEquals(name, failure.name());
    assertEquals(3, failure.line());
    assertEquals(Scripts.LOCATION, failure.location());
    assertEquals(text + " (Workflow:Test / Task (item1)#3)", failure.getMessage());
  }

  @Test
  void scriptsCatchAJavaExceptionByItsText() throws Exception {
    String source =
        "try { LightSwitchboard.fail(%s) } catch (e) {"
            + " return [e.name, e.message, '' + e, e.javaException, e.rhinoException].join('|') }";
    assertEquals(
        "JavaException|java.lang.IllegalStateException: boom"
            + "|JavaException: java.lang.IllegalStateException: boom||",
        Scripts.withLight().text("(function () {" + String.format(source, "'boom'") + "})()"));
    String unnamed =
        Scripts.withLight().text("(function () {" + String.format(source, "null") + "})()");
    assertTrue(unnamed.startsWith("JavaException|java.lang.IllegalStateException: null|"), unnamed);
  }

  @Test
  void theJavaExceptionIsKeptEvenWhenTheScriptThrowsItAgain() throws Exception {
    Scripts scripts = Scripts.withLight();
    Throwable direct = scripts.failure("LightSwitchboard.fail('boom')").getCause();
    assertEquals("boom", direct.getMessage());
    ScriptFailure again =
        scripts.failure("try { LightSwitchboard.fail('boom') } catch (e) { throw e }");
    assertEquals("JavaException", again.name());
    assertEquals(IllegalStateException.class, again.getCause().getClass());
    assertNull(scripts.failure("throw new Error('boom')").getCause());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'' + LightSwitchboard.rude()", "LightSwitchboard.rudeList()"})
  void whatOtherMethodsOfAForeignObjectThrowIsCatchable(String expression) throws Exception {
    Scripts scripts = Scripts.withLight();
    assertEquals("JavaException", scripts.failure(expression).name());
    String caught = "try { " + expression + " } catch (e) { return e.message }";
    String text = "java.lang.UnsupportedOperationException: rude";
    assertEquals(text, scripts.run(caught).getAsJsonObject().get("string").getAsString());
  }

  @Test
  void anExceptionThatCannotBePrintedIsThePlugInsFault() throws Exception {
    Scripts scripts = new Scripts();
    ClassLoader loader = new FakeEnvironment.PlugInLoader();
    scripts.environment.plugin("Light", loader, Samples.DESCRIPTOR);
    ScriptFailure failure = scripts.failure("\nLightSwitchboard.rudeException()");
    assertEquals("JavaException", failure.name());
    assertEquals(2, failure.line());
  }

  @Test
  void scriptsCannotCatchAJavaError() throws Exception {
    String source = "\ntry { LightSwitchboard.failBadly() } catch (e) { return 'caught' }";
    ScriptFailure failure = Scripts.withLight().failure(source);
    assertEquals(NoClassDefFoundError.class, failure.getCause().getClass());
    String text = "JavaException: java.lang.NoClassDefFoundError: com/example/Gone";
    assertEquals(text + " (" + Scripts.LOCATION + "#2)", failure.getMessage());
  }

  @Test
  void whatWasNoticedBeforeAFailureIsKept() throws Exception {
    ScriptFailure failure = Scripts.withLight().failure("LightSwitchboard.tree(); throw 'x'");
    assertEquals(1, failure.facts().size());
  }

  @Test
  void aFailureInAnActionNamesTheAction() throws Exception {
    Scripts scripts = new Scripts();
    scripts.environment.action("com.m", "bad", "\nthrow 'inner'");
    ScriptFailure failure = scripts.failure("System.getModule('com.m').bad()");
    assertEquals("inner (Action:com.m/bad#2)", failure.getMessage());
    assertEquals("Action:com.m/bad", failure.location());
    String caught = "try { System.getModule('com.m').bad() } catch (e) { return e }";
    assertEquals("inner", scripts.run(caught).getAsJsonObject().get("string").getAsString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          new ActionResult()                         | ActionResult.constructor
          System.waitCustomEventUntil('x', new Date()) | System.waitCustomEventUntil
          Server.getCredential()                     | Server.getCredential
          Server.findAllForType('Workflow')          | Server.findAllForType
          Debug.dumpVariables()                      | Debug.dumpVariables
          FileHelper.test('x')                       | FileHelper.test
          new Workflow()                             | Workflow.constructor
          workflow.cancel()                          | WorkflowToken.cancel
          """)
  void whatIsNotSimulatedSaysSoAndCannotBeCaught(String call, String member) throws Exception {
    Scripts scripts = new Scripts().workflow("{'id':'t'}");
    ScriptFailure failure = scripts.failure("try {\n" + call + " } catch (e) { }");
    assertEquals("NotSimulated", failure.name());
    assertEquals(member + " is not simulated (" + Scripts.LOCATION + "#2)", failure.getMessage());
  }

  @Test
  void aCheckedExceptionOfAFinderReachesTheScript() throws Exception {
    Scripts scripts = Scripts.withLight();
    IOException refused = new IOException("refused");
    scripts.environment.finders.put(
        "Light:Lamp",
        id -> {
          throw refused;
        });
    assertSame(refused, scripts.failure("Server.findForType('Light:Lamp', '1')").getCause());
    String undeclared = scripts.failure("Server.findForType('Light:Torch', '1')").getMessage();
    assertTrue(undeclared.startsWith("type Light:Torch is not declared"), undeclared);
  }
}
