package mockvro.classindex;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** Reads a {@link Question} from standard input, writes the {@link Answer} to standard output. */
public final class Main {
  private Main() {}

  /** Runs once and ends; arguments are not used. */
  public static void main(String[] args) throws IOException {
    var gson = new Gson();
    Question question =
        gson.fromJson(new InputStreamReader(System.in, StandardCharsets.UTF_8), Question.class);
    try (Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8)) {
      gson.toJson(answer(question), out);
    }
  }

  static Answer answer(Question question) throws IOException {
    var jars = new ArrayList<PluginJar>();
    for (String path : question.jars()) {
      jars.add(new PluginJar(jars.size(), path));
    }
    try (var universe = new Universe(question, jars)) {
      var own = Ownership.of(question, jars);
      var survey = new Survey(universe, question.calls());
      survey.scanOwn(Ownership.units(own, jars));
      survey.reach(question.roots());
      return new Reporter(question, universe, survey).answer(jars, own);
    }
  }
}
