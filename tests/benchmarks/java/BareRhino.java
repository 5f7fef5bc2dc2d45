import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.Scriptable;

/**
 * The peer of the engine: the same scripts on the same Rhino, with nothing around them.
 *
 * <p>For each line {@code fresh n} or {@code floor n} on standard input it runs n scripts one after
 * the other and answers with the nanoseconds that took and the last values. {@code fresh} gives each
 * script a context and globals of its own, as the product does; {@code floor} calls the functions of
 * one scope and nothing else. Both compile each script once and interpret it.
 */
public final class BareRhino {

  private static final int INTERPRETER = -1;

  private final Script[] scripts;
  private double counter;
  private String text = "";

  private BareRhino(String[] files) throws IOException {
    scripts = new Script[files.length];
    Context context = enter();
    for (int i = 0; i < files.length; i++) {
      String body = Files.readString(Path.of(files[i]));
      String source = "(function(counter,text){\n" + body + "\nreturn [counter, text];})";
      scripts[i] = context.compileString(source, files[i], 0, null);
    }
    Context.exit();
  }

  private static Context enter() {
    Context context = Context.enter();
    context.setOptimizationLevel(INTERPRETER);
    return context;
  }

  private void fresh(int count) {
    for (int i = 0; i < count; i++) {
      Context context = enter();
      Scriptable scope = context.initStandardObjects();
      call(context, scope, (Function) scripts[i % scripts.length].exec(context, scope));
      Context.exit();
    }
  }

  private void floor(int count) {
    Context context = enter();
    Scriptable scope = context.initStandardObjects();
    Function[] functions = new Function[scripts.length];
    for (int i = 0; i < scripts.length; i++) {
      functions[i] = (Function) scripts[i].exec(context, scope);
    }
    for (int i = 0; i < count; i++) {
      call(context, scope, functions[i % functions.length]);
    }
    Context.exit();
  }

  private void call(Context context, Scriptable scope, Function function) {
    NativeArray values =
        (NativeArray) function.call(context, scope, scope, new Object[] {counter, text});
    counter = Context.toNumber(values.get(0));
    text = Context.toString(values.get(1));
  }

  private String answer(String line) {
    String[] words = line.split(" ");
    counter = 0;
    text = "";
    long begin = System.nanoTime();
    if (words[0].equals("fresh")) {
      fresh(Integer.parseInt(words[1]));
    } else {
      floor(Integer.parseInt(words[1]));
    }
    return System.nanoTime() - begin + " " + (long) counter + " " + text;
  }

  public static void main(String[] files) throws IOException {
    BareRhino rhino = new BareRhino(files);
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      System.out.println(rhino.answer(line));
    }
  }
}
