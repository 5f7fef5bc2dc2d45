package mockvro.host.script;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Core classes that need nothing but the JVM. */
class CoreClassesTest {

  @TempDir Path directory;

  private String path(String name) {
    return "'" + directory.resolve(name) + "'";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
System.compareVersionNumber('1.10', '1.9') + System.compareVersionNumber('1.0', '1') | 1
System.compareVersionNumber('1.2', '1.10')                       | -1
System.formatBinaryValue(1536)                                   | 1.5 KB
System.formatDuration(3723004, true, false)                      | 1h 2m 3s 4ms
System.formatDuration(60000, false, true)                        | 0d 0h 1m 0s
System.getDate('2020-01-02 03:04').getHours()                    | 3
System.getDate('05:06', new Date(2020, 0, 2)).getDate()          | 2
System.getDate('soon') === null                                  | true
System.resolveHostName('127.0.0.1')                              | 127.0.0.1
System.isHostReachable('127.0.0.1', 2000)                        | true
new File('/x').isLocal + new File('/x').hostname                 | truelocalhost
[new File('/nowhere').canRead(), new File('/nowhere').canWrite()] | false,false
new URL('http://h:81/p').host + new URL('http://h:81/p').port    | h81
new URL('https://h/p').port                                      | 443
new URL().escapeHost('::1') + new URL().escapeHost('h')          | [::1]h
new URL().unescapeHost('[::1]')                                  | ::1
new URL().isValidIPv4Address('10.0.0.255')                       | true
new URL().isValidIPv4Address('10.0.0.256')                       | false
new URL().isValidIPv6Address('fe80::1')                          | true
new URL().isValidIPv6Address('fe80:::1')                         | false
new URL().isValidHostname('a-b.example')                         | true
new URL().isValidHostname('a_b')                                 | false
new URL().isValidHostname('10.0.0.1')                            | false
new URL().isValidHostnameOrIPAddress('10.0.0.1')                 | true
(function (u) { u.addPath('b'); return u.url })(new URL('http://h/a')) | http://h/a/b
(function (e) { return [e.next, e.next, e.hasNext] })(new Enumeration([1, 2])) | 1,2,false
new ByteBuffer(new ByteBuffer('AQID')).length                    | 3
new StringRepresentation('string', 'x').stringValue              | x
(function (q) { q.fetchLimit = 5; return q.fetchLimit })(new LogQuery()) | 5
new SDKObject('A:B', 7).type                                     | A:B
typeof Debug.watch('x')                                          | undefined
""")
  void values(String expression, String expected) throws Exception {
    assertEquals(expected, new Scripts().text(expression));
  }

  @Test
  void aZipIsWrittenAtOnce() throws Exception {
    new Scripts()
        .run(
            "var m = new MimeAttachment(); m.name = 'b'; m.content = 'B';"
                + String.format("var z = new ZipWriter(%s);", path("z"))
                + "z.addContent('a', '\u00e4', 'ISO-8859-1'); z.addMimeAttachment(m);"
                + " z.writeZip()");
    try (ZipFile zip = new ZipFile(directory.resolve("z").toFile())) {
      assertArrayEquals(new byte[] {(byte) 0xe4}, bytes(zip, "a"));
      assertArrayEquals(new byte[] {'B'}, bytes(zip, "b"));
    }
  }

  private static byte[] bytes(ZipFile zip, String entry) throws Exception {
    try (InputStream in = zip.getInputStream(zip.getEntry(entry))) {
      return in.readAllBytes();
    }
  }

  @Test
  void commandsAreRefusedUnlessAllowed() throws Exception {
    ScriptFailure failure = new Scripts().failure("new Command('echo a').execute(true)");
    assertTrue(failure.getMessage().contains("com.vmware.js.allow-local-process"));
    System.setProperty("com.vmware.js.allow-local-process", "true");
    try {
      String script = "var c = new Command(['cat']); c.input = 'hi'; c.execute(); return c.output";
      assertEquals("{\"string\":\"hi\"}", new Scripts().run(script).toString());
      Scripts slow = new Scripts().deadline(100);
      assertThrows(
          ScriptDeadline.class, () -> slow.run("new Command('sleep 30').execute(true)"));
    } finally {
      System.clearProperty("com.vmware.js.allow-local-process");
    }
  }

  @Test
  void urlsAreFetchedAndPostedTo() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          byte[] seen =
              (call.getRequestMethod() + " " + call.getRequestURI() + " " + body).getBytes();
          call.sendResponseHeaders(200, seen.length);
          call.getResponseBody().write(seen);
          call.close();
        });
    server.start();
    try {
      String address = "'http://127.0.0.1:" + server.getAddress().getPort() + "/p'";
      String get = "var u = new URL(%s); u.addParameter('a', 'b c'); u.getContent();";
      assertEquals(
          "{\"string\":\"GET /p?a=b+c \"}",
          new Scripts().run(String.format(get + "return u.result", address)).toString());
      String post = "return new URL(%s).postContent('x')";
      assertEquals(
          "{\"string\":\"POST /p x\"}",
          new Scripts().run(String.format(post, address)).toString());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void urlsDoNotReadFiles() throws Exception {
    ScriptFailure failure = new Scripts().failure("new URL('file:///etc/passwd').getContent()");
    assertTrue(failure.getMessage().contains("protocol file"), failure.getMessage());
  }

  @Test
  void documentsAreReadBuiltAndSaved() throws Exception {
    String script =
        "var d = XMLManager.newDocument(); var r = d.createElement('r'); d.appendChild(r);"
            + " r.setAttribute('k', 'v'); r.appendChild(d.createTextNode('t'));"
            + " r.appendChild(d.createComment('c'));"
            + " XMLManager.saveDocument(d, %1$s);"
            + " var e = XMLManager.loadDocument(%1$s, false).getDocumentElement();"
            + " return [e.tagName, e.getAttribute('k'), e.textContent, e.getChildNodes().length,"
            + " e.getAttributes().getNamedItem('k').nodeValue, e.parentNode.nodeName].join()";
    assertEquals(
        "{\"string\":\"r,v,t,2,v,#document\"}",
        new Scripts().run(String.format(script, path("x.xml"))).toString());
  }

  @Test
  void documentsFetchNothing() throws Exception {
    Files.writeString(directory.resolve("secret"), "s3cret");
    String xml =
        "<!DOCTYPE r [<!ENTITY e SYSTEM \\\"file://"
            + directory.resolve("secret")
            + "\\\">]><r>&e;</r>";
    String script =
        "try { return XMLManager.fromString(\""
            + xml
            + "\").getDocumentElement().textContent } catch (e) { return 'refused' }";
    assertFalse(new Scripts().run(script).toString().contains("s3cret"));
  }

  @Test
  void attachmentsComeFromAndGoToFiles() throws Exception {
    Files.writeString(directory.resolve("a.txt"), "hello");
    String script =
        "var m = new MimeAttachment(new File(%s)); m.write(%s, 'b');"
            + " return m.name + m.mimeType + m.content";
    String seen = new Scripts().run(String.format(script, path("a.txt"), path(""))).toString();
    assertEquals("{\"string\":\"a.txttext/plainhello\"}", seen);
    assertEquals("hello", Files.readString(directory.resolve("b")));
    ScriptFailure refused = new Scripts().failure("new MimeAttachment('/etc/passwd')");
    assertTrue(refused.getMessage().contains("read not allowed"), refused.getMessage());
  }

  @Test
  void linesEndAsAWriterIsTold() throws Exception {
    String script = "var w = new FileWriter(%s); w.lineEndType = 1; w.writeLine('a')";
    new Scripts().run(String.format(script, path("f")));
    assertEquals("a\r\n", Files.readString(directory.resolve("f")));
  }

  @Test
  void logFilesHaveBareNames() throws Exception {
    new Scripts().run("var w = new LogFileWriter('x.log'); w.open(); w.writeLine('a'); w.close()");
    assertTrue(new Scripts().text("new LogFileWriter('x.log').exists").equals("true"));
    ScriptFailure failure = new Scripts().failure("new LogFileWriter('../x')");
    assertTrue(failure.getMessage().contains("bare name"), failure.getMessage());
  }

  @Test
  void propertiesLoadFiles() throws Exception {
    Files.writeString(directory.resolve("p"), "a=1");
    String script = "var p = new Properties(); p.load(new File(%s)); return p.a";
    assertEquals(
        "{\"string\":\"1\"}", new Scripts().run(String.format(script, path("p"))).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "/data/a, READ, true",
    "/data/a, WRITE, false",
    "/data/in/a, WRITE, true",
    "/data/in/not/a, WRITE, false",
    "/data/in/not/a, READ, true",
    "/database, READ, false"
  })
  void theDeepestRuleDecides(String path, FileRights.Right right, boolean allowed) {
    List<FileRights.Rule> rules =
        FileRights.rules(
            List.of("# mine", "-rwx /", "+r /data/", "+rwx /data/in/", "-w /data/in/not/"));
    assertEquals(allowed, FileRights.allows(rules, Path.of(path), right));
  }

  @Test
  void aRightsFileReplacesTheList() throws Exception {
    Path rights = directory.resolve("rights");
    Files.writeString(rights, "+r /etc/\n");
    System.setProperty("com.vmware.js.io-access-definition", rights.toString());
    try {
      assertEquals("true", new Scripts().text("new FileReader('/etc/passwd').readAll() != ''"));
      assertTrue(
          new Scripts()
              .failure("new FileWriter('/var/run/vco/x').open()")
              .getMessage()
              .contains("write not allowed"));
    } finally {
      System.clearProperty("com.vmware.js.io-access-definition");
    }
  }

  @Test
  void factsTravelBothWays() throws Exception {
    Scripts scripts = new Scripts();
    String facts =
        "{'core-object':{'class':'LogEvent','attributes':{'id':{'string':'7'},"
            + "'logTimeStamp':{'date':5}}}}";
    scripts.environment.served.put("Server.fetchLogEvents", "{'array':[" + facts + "]}");
    String script =
        "var q = new LogQuery(); q.fetchLimit = 1; var e = Server.fetchLogEvents(q)[0];"
            + " return [e.id, e.logTimeStamp.getTime(), e instanceof LogEvent,"
            + " System.getObjectClassName(e)].join()";
    assertEquals("{\"string\":\"7,5,true,LogEvent\"}", scripts.run(script).toString());
    JsonObject query =
        scripts.environment.calls.get(0).getAsJsonArray("args").get(0).getAsJsonObject();
    JsonObject sent = query.getAsJsonObject("core-object").getAsJsonObject("attributes");
    assertEquals(JsonParser.parseString("{'number':1.0}"), sent.get("fetchLimit"));
  }

  @Test
  void attributesOfElementsAreAssignedByTheOrchestrator() throws Exception {
    Scripts scripts = new Scripts();
    scripts.environment.served.put("ResourceElement.name", "null");
    scripts.in("r", "{'sdk-object':{'type':'ResourceElement','id':'r1','name':'old'}}");
    scripts.run("r.name = 'new'");
    JsonObject call = scripts.environment.calls.get(0);
    assertTrue(call.get("assign").getAsBoolean());
    assertEquals("ResourceElement", call.get("object").getAsString());
    assertEquals(2, call.getAsJsonArray("args").size());
  }

  @Test
  void theWorkflowOfARunIsKnownOutside() throws Exception {
    Scripts scripts = new Scripts().workflow("{'id':'t1','currentWorkflow':{'id':'w1'}}");
    scripts.environment.served.put("WorkflowToken.logEvents", "{'array':[]}");
    assertEquals("0", scripts.text("workflow.logEvents.length"));
    assertEquals(
        "{\"sdk-object\":{\"type\":\"Workflow\",\"id\":\"w1\"}}",
        scripts.run("return workflow.currentWorkflow").toString());
  }

  @Test
  void keystoresReportWhatIsNoServer() throws Exception {
    String script =
        "var ld = Config.getKeystores().getImportCAFromUrlAction();"
            + " ld.getModel().value = 'https://127.0.0.1:1'; return ld.execute()";
    assertTrue(new Scripts().run(script).toString().contains("refused"));
    String cer =
        "var ld = Config.getKeystores().getImportFromCerAction();"
            + " ld.getModel().content = 'nonsense'; return ld.execute() != null";
    assertEquals("{\"boolean\":true}", new Scripts().run(cer).toString());
  }
}
