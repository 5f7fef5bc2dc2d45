import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles many source folders in one JVM.
 *
 * <p>Reads one job per line from standard input, tab-separated: source folder, folder for the
 * classes, class path, Java level. Answers each with "ok", or "failed", the number of lines of
 * messages, and the messages.
 */
public final class Batch {
    private Batch() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream answers = new PrintStream(System.out, true, "UTF-8");
        BufferedReader jobs =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (String job = jobs.readLine(); job != null; job = jobs.readLine()) {
            String messages = compile(compiler, job.split("\t", -1));
            if (messages == null) {
                answers.println("ok");
            } else {
                String[] lines = messages.split("\n");
                answers.println("failed\t" + lines.length);
                for (String line : lines) {
                    answers.println(line);
                }
            }
        }
    }

    private static String compile(JavaCompiler compiler, String[] job) throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Paths.get(job[0]))) {
            sources = files.filter(f -> f.toString().endsWith(".java")).collect(Collectors.toList());
        }
        Files.createDirectories(Paths.get(job[1]));
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-Xlint:-options", "-g", "-encoding", "UTF-8",
                "--release", job[3], "-d", job[1], "-cp", job[2]);
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                    messages, files, null, options, null,
                    files.getJavaFileObjectsFromPaths(sources)).call();
            return done ? null : messages.toString();
        }
    }
}
