package mockvro.host.script;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.SimpleDateFormat;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The global System, as far as it is simulated ({@code scripting-api-core.json}). */
final class SystemNamespace {

  private static final String DATE_PATTERN = "yyyy-MM-dd HH:mm:ss";

  private static final int REACH_MS = 1000; // when a script names no limit

  private SystemNamespace() {}

  static Map<String, HostFunction.Body> functions() {
    Map<String, HostFunction.Body> all = new HashMap<>();
    for (String level : List.of("log", "warn", "error", "debug", "stdout")) {
      all.put(level, (run, args) -> log(run, level, args));
    }
    addObjects(all);
    addTime(all);
    addText(all);
    addRun(all);
    addWorld(all);
    return Map.copyOf(all);
  }

  private static void addObjects(Map<String, HostFunction.Body> all) {
    all.put("getObjectType", (run, args) -> ObjectFacts.type(run, args.at(0)));
    all.put("getObjectId", (run, args) -> ObjectFacts.id(run, args.at(0)));
    all.put("getObjectClassName", (run, args) -> ObjectFacts.className(args.at(0)));
    all.put("getObjectPluginName", (run, args) -> ObjectFacts.plugin(run, args.at(0)));
    // the simulated user may use everything
    all.put("filterAuthorized", (run, args) -> args.at(0));
    all.put("isNotFound", (run, args) -> ObjectFacts.isNotFound(args.at(0)));
  }

  private static void addTime(Map<String, HostFunction.Body> all) {
    all.put("sleep", (run, args) -> sleep(run, (long) args.number(0)));
    all.put("waitUntil", (run, args) -> sleep(run, args.date(0).getTime() - now()));
    all.put("getCurrentTime", (run, args) -> (double) now());
    all.put("formatDate", (run, args) -> pattern(args).format(args.date(0)));
    all.put("getDateFromFormat", SystemNamespace::parseDate);
    all.put("getDate", (run, args) -> HostWrapFactory.toScript(run, Texts.date(args)));
  }

  private static void addText(Map<String, HostFunction.Body> all) {
    all.put("nextUUID", (run, args) -> UUID.randomUUID().toString());
    all.put("formatNumber", (run, args) -> formatNumber(args));
    all.put("formatBinaryValue", (run, args) -> Texts.binary(args.number(0)));
    all.put("formatDuration", (run, args) -> Texts.duration(args));
    all.put("compareVersionNumber", (run, args) -> Texts.compare(args.text(0), args.text(1)));
    all.put("decimalToHex", (run, args) -> Long.toHexString((long) args.number(0)));
    all.put("hexToDecimal", (run, args) -> (double) Long.parseLong(args.text(0), 16));
    all.put("extractDirectory", (run, args) -> directory(args.text(0)));
    all.put("extractFileName", (run, args) -> fileName(args.text(0)));
    all.put("extractFileNameExtension", (run, args) -> extension(args.text(0)));
    all.put("extractFileNameWithoutExtension", (run, args) -> stem(args.text(0)));
    all.put("getTempDirectory", (run, args) -> System.getProperty("java.io.tmpdir"));
    all.put("createTempFile", (run, args) -> tempFile(run, args.text(0, ".tmp")));
    all.put("appendToPath", (run, args) -> Path.of(args.text(0), args.text(1)).toString());
    all.put("getOsName", (run, args) -> System.getProperty("os.name"));
  }

  private static void addRun(Map<String, HostFunction.Body> all) {
    all.put("getModule", (run, args) -> ModuleObject.of(run, args.text(0)));
    all.put("getContext", (run, args) -> WorkflowTypes.CONTEXT.wrap(run, new JsonObject()));
    all.put("currentWorkflowItem", (run, args) -> item(run));
    all.put("setLogMarker", SystemNamespace::setLogMarker);
  }

  private static void addWorld(Map<String, HostFunction.Body> all) {
    all.put("isHostReachable", (run, args) -> isReachable(run, args));
    all.put("resolveHostName", (run, args) -> InetAddress.getByName(args.text(0)).getHostAddress());
    all.put("resolveIpAddress", (run, args) -> InetAddress.getByName(args.text(0)).getHostName());
    all.put("waitCustomEventUntil", CustomEvents::await);
  }

  private static boolean isReachable(Run run, Arguments args) throws IOException {
    double limit = args.given(1) ? args.number(1) : REACH_MS;
    int millis = (int) Math.max(1, Math.min(limit, run.left()));
    try {
      return InetAddress.getByName(args.text(0)).isReachable(millis);
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static Object log(Run run, String level, Arguments args) throws Throwable {
    String text = run.logMarker() + ObjectFacts.text(args.at(0));
    ServerCall.send(run, "System", level, new Arguments(new Object[] {text}));
    return HostFunction.nothing();
  }

  private static Object setLogMarker(Run run, Arguments args) {
    run.logMarker(args.text(0, "") + " ");
    return HostFunction.nothing();
  }

  private static Object sleep(Run run, long millis) {
    run.pause(millis);
    return true;
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  private static SimpleDateFormat pattern(Arguments args) {
    return new SimpleDateFormat(args.text(1, DATE_PATTERN), Locale.ROOT);
  }

  private static Object parseDate(Run run, Arguments args) throws Throwable {
    Date date = pattern(args).parse(args.text(0));
    return HostWrapFactory.toScript(run, date);
  }

  private static String formatNumber(Arguments args) {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    return new DecimalFormat(args.text(1, "#.###"), symbols).format(args.number(0));
  }

  private static Object tempFile(Run run, String suffix) throws IOException {
    return HostWrapFactory.toScript(run, Files.createTempFile("o11n", suffix).toFile());
  }

  private static String directory(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String extension(String path) {
    String name = fileName(path);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(dot + 1);
  }

  private static String stem(String path) {
    String name = fileName(path);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static Object item(Run run) {
    boolean known = run.token() != null && run.token().has("item");
    return known ? WorkflowTypes.ITEM.wrap(run, run.token().getAsJsonObject("item")) : null;
  }
}
