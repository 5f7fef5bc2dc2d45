package mockvro.host.script;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.TimeUnit;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeArray;

/** The core class Command: local processes, refused unless a system property allows them. */
final class CommandType {

  private static final String ALLOWED = "com.vmware.js.allow-local-process";
  private static final int LOOK_AGAIN_MS = 20;

  static final CoreType<CommandType> TYPE =
      new CoreType<CommandType>("Command")
          .made((run, args) -> new CommandType(words(args.at(0))))
          .reads("output", (run, command) -> command.output)
          .reads("result", (run, command) -> command.result)
          .reads("input", (run, command) -> command.input)
          .writes("input", (run, command, value) -> command.input = value.text(0, null))
          .does("execute", (run, command, args) -> command.execute(run, waits(args)))
          .does("executeAndLog", (run, command, args) -> command.executeAndLog(run, args));

  private final List<String> words;
  private String input;
  private String output;
  private int result = -1;

  private CommandType(List<String> words) {
    this.words = words;
  }

  private static List<String> words(Object command) {
    List<String> words = new ArrayList<>();
    if (command instanceof NativeArray array) {
      for (Object each : array) {
        words.add(Context.toString(each));
      }
    } else {
      StringTokenizer parts = new StringTokenizer(Context.toString(command));
      while (parts.hasMoreTokens()) {
        words.add(parts.nextToken());
      }
    }
    return words;
  }

  private static boolean waits(Arguments args) {
    return !args.given(0) || Context.toBoolean(args.at(0));
  }

  private Object executeAndLog(Run run, Arguments args) throws IOException {
    Path log = FileTypes.path(args.at(0));
    FileRights.check(log, FileRights.Right.WRITE);
    Object done = execute(run, true);
    Files.writeString(log, output);
    return done;
  }

  private Object execute(Run run, boolean wait) throws IOException {
    if (!Boolean.getBoolean(ALLOWED)) {
      throw Context.reportRuntimeError(
          "Permission denied: local processes need the system property " + ALLOWED + "=true");
    }
    if (words.isEmpty()) {
      throw Context.reportRuntimeError("A Command needs a program");
    }
    File captured = Files.createTempFile("command", ".out").toFile();
    Process process = start(captured);
    if (!wait) {
      return 0;
    }
    try {
      result = await(run, process);
      output = Files.readString(captured.toPath());
      return result;
    } finally {
      process.destroyForcibly();
      Files.delete(captured.toPath());
    }
  }

  private Process start(File captured) throws IOException {
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(captured).start();
    try (OutputStream toProcess = process.getOutputStream()) {
      if (input != null) {
        toProcess.write(input.getBytes(StandardCharsets.UTF_8));
      }
    }
    return process;
  }

  /** The exit code; the process does not outlive the script. */
  private static int await(Run run, Process process) {
    while (!ended(process)) {
      run.look();
    }
    return process.exitValue();
  }

  private static boolean ended(Process process) {
    try {
      return process.waitFor(LOOK_AGAIN_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // seen by look()
      return false;
    }
  }
}
