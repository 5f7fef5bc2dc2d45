package mockvro.host.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Running scripts: bindings, results, language level, limits. */
class ScriptEngineTest {

  /** Tests that hold on one of the two script engines only; the build runs the others on both. */
  private static final String OLDER = "older-engine";

  private static final String NEWER = "newer-engine";

  private static JsonObject json(String text) {
    return JsonParser.parseString(text).getAsJsonObject();
  }

  @Test
  void inBindingsAreParametersAndOutBindingsAreReadBack() throws Exception {
    Scripts scripts = new Scripts().in("a", "{'number':2.0}").in("b", "{'string':'x'}");
    JsonObject answer = scripts.out("sum").out("a").answer("sum = a + b; a = [a]; return 'r'");
    JsonObject expected = json("{'sum':{'string':'2x'},'a':{'array':[{'number':2.0}]}}");
    assertEquals(expected, answer.get("outputs"));
    assertEquals(json("{'string':'r'}"), answer.get("result"));
  }

  @Test
  void anOutBindingMayBeDeclaredAgainOrSetByAnInnerFunction() throws Exception {
    Scripts scripts = new Scripts().out("x").out("y").out("z");
    JsonObject outputs =
        scripts
            .answer("var x = 1; set(); return; function set() { y = x + 1; }")
            .getAsJsonObject("outputs");
    assertEquals(json("{'x':{'number':1.0},'y':{'number':2.0},'z':null}"), outputs);
  }

  @Test
  void runsShareNothing() throws Exception {
    Scripts scripts = new Scripts();
    scripts.run("leaked = 1; Array.prototype.extra = 2; System.mine = 3; Properties.mine = 4");
    assertEquals(
        "undefined,undefined,undefined,undefined",
        scripts.text(
            "[typeof leaked, typeof [].extra, typeof System.mine, typeof Properties.mine]"));
  }

  @Test
  void theFirstLineIsLineOne() throws Exception {
    assertEquals(1, new Scripts().out("o").failure("nope()").line());
    assertEquals(3, new Scripts().in("p", "null").failure("var x;\n\nnope()").line());
  }

  @Test
  void aCommentAtTheEndIsHarmless() throws Exception {
    assertEquals(json("{'number':1.0}"), new Scripts().run("return 1 // done"));
  }

  @Tag(OLDER)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (function () { var s = 0; for each (var x in [1, 2]) s += x; return s })() | 3
          <a><b c="d">e</b></a>.b.@c                                                 | d
          parseInt("08")                                                             | NaN
          [x * 2 for each (x in [1, 2])]                                             | 2,4
          JSON.stringify({a: [1]})                                                   | {"a":[1]}
          typeof Map                                                                 | undefined
          isNaN(Date.parse('2020-01-02T03:04:05Z'))                                  | true
          typeof this.System                                                         | undefined
          typeof importPackage                                                       | undefined
          "abc".includes                                                             | undefined
          """)
  void languageLevel(String expression, String expected) throws Exception {
    assertEquals(expected, new Scripts().text(expression));
  }

  @Tag(OLDER)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1].map(a => a)",
        "let x = 1",
        "var s = `t`",
        "class A {}",
        "for (var a of []) {}"
      })
  void newerConstructsDoNotCompile(String construct) throws Exception {
    ScriptFailure failure = new Scripts().failure("var a;\n" + construct);
    assertEquals("SyntaxError", failure.name());
    assertEquals(2, failure.line(), failure.getMessage());
    assertTrue(failure.getMessage().endsWith("(" + Scripts.LOCATION + "#2)"), failure.getMessage());
  }

  @Tag(NEWER)
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          (function () { var s = 0; for each (var x in [1, 2]) s += x; return s })() | 3
          <a><b c="d">e</b></a>.b.@c                                                 | d
          [1, 2].map(x => `v${x}`).join()                                            | v1,v2
          (function () { let s = 0; for (let x of [1, 2]) s += x; return s })()      | 3
          (function () { var {a} = {a: 1}; return a })()                             | 1
          new Map([[1, 'one']]).get(1)                                               | one
          isNaN(Date.parse('2020-01-02T03:04:05Z'))                                  | false
          parseInt('08')                                                             | 8
          "abc".includes("b")                                                        | true
          typeof this.System                                                         | undefined
          """)
  void languageLevelOfTheNewerEngine(String expression, String expected) throws Exception {
    assertEquals(expected, new Scripts().text(expression));
  }

  @Test
  void compileTellsTheLine() throws Exception {
    ScriptEngine engine = new Scripts().engine;
    assertTrue(engine.compile(json("{'source':'return 1'}")).isJsonNull());
    JsonObject broken = json("{'source':'var a;\\nvar b = ;'}");
    assertEquals(2, assertThrows(ScriptFailure.class, () -> engine.compile(broken)).line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\nwhile (true);",
        "\nfor (;;) { try { for (;;); } catch (e) {} finally { continue; } }",
        "\ntry { for (;;); } finally { for (;;); }",
        "\n[2, 1].sort(function () { for (;;); })",
        "\nSystem.sleep(60000)",
        "\nLockingSystem.lock('l', 'me'); LockingSystem.lockAndWait('l', 'you')"
      })
  void anEndlessScriptEnds(String source) {
    Scripts scripts = new Scripts().deadline(100);
    ScriptDeadline stopped = assertThrows(ScriptDeadline.class, () -> scripts.run(source));
    assertEquals(2, stopped.line());
  }

  @Test
  void anInterruptCannotBeCaught() {
    Scripts scripts = Scripts.withLight();
    String source = "try { LightSwitchboard.interrupt(); for (;;); } catch (e) { }";
    assertThrows(ScriptDeadline.class, () -> scripts.run(source));
    assertFalse(Thread.interrupted());
  }

  @Test
  void anInterruptLeftOverByThePlugInEndsWithTheRun() throws Exception {
    assertEquals("done", Scripts.withLight().text("LightSwitchboard.interrupt()"));
    assertFalse(Thread.interrupted());
  }

  @Test
  void theDeadlineHoldsInActionsToo() {
    Scripts scripts = new Scripts().deadline(100);
    scripts.environment.action("m", "loop", "while (true);");
    String source = "try { System.getModule('m').loop() } catch (e) {}";
    assertThrows(ScriptDeadline.class, () -> scripts.run(source));
  }

  @Test
  void runsSideBySideDoNotMeet() throws Exception {
    Scripts scripts = Scripts.withLight();
    JsonObject request =
        scripts.request(
            "mine = new LightLamp('x' + Math.random()); for (var i = 0; i < 50; i++) mine.dim(i);"
                + " return mine.level === 49 && LightSwitchboard.map().list[0] === 1");
    List<Callable<JsonElement>> runs = Collections.nCopies(200, () -> scripts.engine.run(request));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (Future<JsonElement> run : threads.invokeAll(runs)) {
        assertEquals(json("{'boolean':true}"), run.get().getAsJsonObject().get("result"));
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aBindingThatIsNoNameIsRefused() throws Exception {
    ScriptFailure failure = new Scripts().in("a-b", "null").failure("return 1");
    assertEquals("BindingError", failure.name());
  }
}
