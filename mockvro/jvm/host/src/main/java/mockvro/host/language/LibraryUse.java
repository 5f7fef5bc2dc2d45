package mockvro.host.language;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import mockvro.host.language.Warnings.Warning;
import org.mozilla.javascript.Token;
import org.mozilla.javascript.ast.AstNode;
import org.mozilla.javascript.ast.CatchClause;
import org.mozilla.javascript.ast.ExpressionStatement;
import org.mozilla.javascript.ast.FunctionCall;
import org.mozilla.javascript.ast.Name;
import org.mozilla.javascript.ast.NewExpression;
import org.mozilla.javascript.ast.NodeVisitor;
import org.mozilla.javascript.ast.PropertyGet;
import org.mozilla.javascript.ast.StringLiteral;

/** Finds library members and idioms in a syntax tree. */
final class LibraryUse implements NodeVisitor {

  private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}(-\\d{2}.*)?");

  private final Collection<Warning> found;
  private final Set<String> caught = new HashSet<>();

  LibraryUse(Collection<Warning> found) {
    this.found = found;
  }

  @Override
  public boolean visit(AstNode node) {
    if (node instanceof CatchClause clause) {
      caught.add(clause.getVarName().getIdentifier());
    } else if (node instanceof FunctionCall call) { // also a NewExpression
      call(call);
    } else if (node instanceof PropertyGet get) {
      member(get);
    } else if (node instanceof ExpressionStatement statement) {
      directive(statement.getExpression());
    }
    return true;
  }

  private void call(FunctionCall call) {
    if (!(call.getTarget() instanceof Name target)) {
      parse(call);
      return;
    }
    String name = target.getIdentifier();
    List<AstNode> arguments = call.getArguments();
    if (Library.ABSENT.contains(name)) {
      add(call, name, "1.7R4 has no " + name);
    } else if (call instanceof NewExpression && name.equals("Date") && isIso(arguments)) {
      add(call, "ISO date", "new Date of an ISO text is an invalid date in 1.7R4");
    } else if (name.equals("parseInt") && arguments.size() == 1) {
      String text = "parseInt without radix takes a leading zero for octal: parseInt(\"08\") is NaN";
      add(call, "parseInt", text);
    }
  }

  private void parse(FunctionCall call) {
    boolean parse =
        call.getTarget() instanceof PropertyGet get
            && get.getTarget() instanceof Name owner
            && owner.getIdentifier().equals("Date")
            && get.getProperty().getIdentifier().equals("parse");
    if (parse && isIso(call.getArguments())) {
      add(call, "ISO date", "Date.parse of an ISO text is NaN in 1.7R4");
    }
  }

  private static boolean isIso(List<AstNode> arguments) {
    return arguments.size() == 1
        && arguments.get(0) instanceof StringLiteral text
        && ISO_DATE.matcher(text.getValue()).matches();
  }

  private void member(PropertyGet get) {
    String property = get.getProperty().getIdentifier();
    String owner = get.getTarget() instanceof Name name ? name.getIdentifier() : "";
    if (Library.STATICS.getOrDefault(owner, Set.of()).contains(property)) {
      add(get, owner + "." + property, "1.7R4 has no " + owner + "." + property);
    } else if (caught.contains(owner) && property.equals("stack")) {
      add(get, "Error.stack", "the stack of an error is undefined in 1.7R4");
    } else if (Library.METHODS.containsKey(property) && !Library.STATICS.containsKey(owner)) {
      String kinds = Library.METHODS.get(property);
      String text = kinds + " of 1.7R4 has no " + property + "; an object's own method is fine";
      add(get, kinds + "." + property, text);
    }
  }

  private void directive(AstNode expression) {
    if (expression.getType() == Token.STRING
        && expression instanceof StringLiteral text
        && text.getValue().equals("use strict")) {
      String why = "1.7R4 obeys: assigning to a name without var throws; other engines pass it";
      add(expression, "use strict", why);
    }
  }

  private void add(AstNode node, String construct, String text) {
    found.add(new Warning(Math.max(1, node.getLineno()), construct, text));
  }
}
