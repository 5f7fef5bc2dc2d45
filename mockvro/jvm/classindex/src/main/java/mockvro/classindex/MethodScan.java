package mockvro.classindex;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The uses in the code of one method. */
final class MethodScan extends MethodVisitor {
  private static final Set<String> LINKAGE_HANDLERS =
      Set.of(
          "java/lang/Throwable",
          "java/lang/Error",
          "java/lang/LinkageError",
          "java/lang/NoClassDefFoundError",
          "java/lang/IncompatibleClassChangeError",
          "java/lang/NoSuchMethodError",
          "java/lang/NoSuchFieldError");

  /** Setter or builder step of a secret; the text given to a getter is the key of a map. */
  private static final Pattern SECRET =
      Pattern.compile("(?i)((set|with)[a-z0-9]*)?(password|passwd|secret|token)");

  private final ClassScan owner;
  private final String method;
  private final Map<Label, Integer> depthChange = new HashMap<>();
  private int guards;
  private int line;
  private String pending;

  MethodScan(ClassScan owner, String method) {
    super(Opcodes.ASM9);
    this.owner = owner;
    this.method = method;
  }

  @Override
  public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
    if (type != null && LINKAGE_HANDLERS.contains(type)) {
      depthChange.merge(start, 1, Integer::sum);
      depthChange.merge(end, -1, Integer::sum);
    }
    if (type != null) {
      use(Names.dotted(type));
    }
  }

  @Override
  public void visitLabel(Label label) {
    guards += depthChange.getOrDefault(label, 0);
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    pending = null;
    use(Names.of(Type.getObjectType(type)));
  }

  @Override
  public void visitMultiANewArrayInsn(String desc, int dimensions) {
    pending = null;
    use(Names.of(Type.getType(desc)));
  }

  @Override
  public void visitFieldInsn(int opcode, String type, String name, String desc) {
    pending = null;
    member(type, name, desc, false);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String name, String desc, boolean isInterface) {
    if (pending != null && takesText(desc) && SECRET.matcher(name).matches()) {
      owner.constantFor(reference(Names.dotted(type), name, desc, true));
    }
    pending = null;
    member(type, name, desc, true);
  }

  @Override
  public void visitInvokeDynamicInsn(String name, String desc, Handle bootstrap, Object... args) {
    pending = null;
    for (Object arg : args) {
      constant(arg);
    }
  }

  @Override
  public void visitLdcInsn(Object value) {
    pending = null;
    constant(value);
  }

  @Override
  public void visitInsn(int opcode) {
    pending = null;
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    pending = null;
  }

  private void constant(Object value) {
    if (value instanceof String text) {
      pending = text.isEmpty() ? null : text;
      owner.text(text);
    } else if (value instanceof Handle handle) {
      boolean isMethod = handle.getTag() >= Opcodes.H_INVOKEVIRTUAL;
      member(handle.getOwner(), handle.getName(), handle.getDesc(), isMethod);
    } else if (value instanceof Type type && type.getSort() != Type.METHOD) {
      use(Names.of(type));
    }
  }

  private static boolean takesText(String desc) {
    Type[] arguments = Type.getArgumentTypes(desc);
    return arguments.length == 1 && arguments[0].getDescriptor().equals("Ljava/lang/String;");
  }

  private void member(String type, String name, String desc, boolean isMethod) {
    if (type.startsWith("[")) {
      use(Names.of(Type.getObjectType(type)));
      return;
    }
    Reference reference = reference(Names.dotted(type), name, desc, isMethod);
    owner.add(reference);
    if (isMethod) {
      owner.called(reference);
    }
  }

  private void use(String type) {
    if (type != null) {
      owner.add(reference(type, null, null, false));
    }
  }

  private Reference reference(String type, String name, String desc, boolean isMethod) {
    return new Reference(
        type, name, desc, isMethod, Reference.CODE, guards > 0, method, line);
  }
}
