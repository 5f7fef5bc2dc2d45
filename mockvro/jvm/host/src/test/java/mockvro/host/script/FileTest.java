package mockvro.host.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files and credentials in scripts: scripting-runtime.md §8. */
class FileTest {

  @TempDir Path directory;

  private String path(String name) {
    return "'" + directory.resolve(name) + "'";
  }

  @Test
  void aWriterAppendsUntilItIsCleaned() throws Exception {
    String script =
        "var w = new FileWriter(%s); w.open(); w.writeLine('a'); w.write('b'); w.close();";
    new Scripts().run(String.format(script, path("f")));
    new Scripts().run(String.format(script, path("f")));
    assertEquals("a\nba\nb", Files.readString(directory.resolve("f")));
    new Scripts()
        .run(String.format("var w = new FileWriter(%s); w.clean(); w.writeLine('c')", path("f")));
    assertEquals("c\n", Files.readString(directory.resolve("f")));
  }

  @Test
  void aReaderReadsLinesOrAll() throws Exception {
    Files.writeString(directory.resolve("f"), "a\nb\n");
    String script =
        "var r = new FileReader(%s); r.open(); var l = [r.readLine(), r.readLine(), r.readLine()];"
            + " r.close(); return l.concat([r.readAll()]).join('|')";
    assertEquals(
        "a|b||a\nb\n",
        new Scripts()
            .run(String.format(script, path("f")))
            .getAsJsonObject()
            .get("string")
            .getAsString());
  }

  @Test
  void aFileIsMadeListedAndDeleted() throws Exception {
    String script =
        "var d = new File(%s); d.createDirectory(); var f = new File(d.path + '/x.txt');"
            + " f.write('abc'); var seen = [f.exists, f.length, f.name, f.extension, d.isDir,"
            + " d.list().length, d.list('.csv').length]; f.deleteFile(); return"
            + " seen.concat([f.exists]).join(' ')";
    String seen =
        new Scripts()
            .run(String.format(script, path("d")))
            .getAsJsonObject()
            .get("string")
            .getAsString();
    assertEquals("true 3 x.txt txt true 1 0 false", seen);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
new FileWriter('/nowhere/f').open()               | /nowhere/f                   | write
new FileReader('/nowhere/f').readAll()            | /nowhere/f                   | read
new FileWriter('/etc/vco/f').open()               | /etc/vco/f                   | write
new FileReader('/etc/vco/app-server/security/f').open() | /etc/vco/app-server/security/f | read
new FileReader('/var/log/vco/../../x').open()     | /var/log/vco/../../x         | read
new File('/nowhere/f').deleteFile()               | /nowhere/f                   | write
""")
  void theRightsListDecides(String call, String path, String right) throws Exception {
    ScriptFailure failure = new Scripts().failure(call);
    String text = "Permission denied on file '" + path + "' , " + right + " not allowed";
    assertTrue(failure.getMessage().startsWith(text), failure.getMessage());
    assertEquals("InternalError", failure.name());
  }

  @Test
  void existenceIsNoSecret() throws Exception {
    assertEquals(
        "true false",
        new Scripts().text("new File('/').exists + ' ' + new FileWriter('/nowhere/f').exists"));
  }

  @Test
  void aPasswordIsMasked() throws Exception {
    String script = "var c = new Credential('u', 'secret'); return c";
    assertFalse(new Scripts().run(script).toString().contains("secret"));
    assertEquals(
        "u ****** true false",
        new Scripts()
            .text(
                "(function (c) { return [c.username, c.password, c.checkPassword('secret'),"
                    + " c.checkPassword('x')].join(' ') })(new Credential('u', 'secret'))"));
  }
}
