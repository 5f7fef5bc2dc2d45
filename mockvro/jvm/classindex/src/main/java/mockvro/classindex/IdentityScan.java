package mockvro.classindex;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds where two texts are compared by identity. A method that compares by content as well does so
 * to be quick, and is left alone. Follows a stack that knows of each value only where a text came
 * from (null for everything else); what it cannot follow it forgets, so that it may miss a place and never makes one up.
 */
final class IdentityScan extends MethodVisitor {
  private static final String STRING = "Ljava/lang/String;";
  private static final Set<String> BY_CONTENT =
      Set.of("equals", "equalsIgnoreCase", "compareTo", "contentEquals");

  private static final String UNKNOWN = null;

  private final ClassScan owner;
  private final Map<Integer, String> locals = new HashMap<>();
  private final List<String> stack = new ArrayList<>();
  private final Map<String, Integer> found = new HashMap<>();
  private final String method;
  private boolean byContent;
  private int line;

  IdentityScan(ClassScan owner, MethodVisitor scan, int access, String method, String desc) {
    super(Opcodes.ASM9, scan);
    this.owner = owner;
    this.method = method;
    int slot = (access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
    for (Type each : Type.getArgumentTypes(desc)) {
      locals.put(slot, isText(each) ? "argument" : null);
      slot += each.getSize();
    }
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
    super.visitLineNumber(number, start);
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode == Opcodes.DUP) {
      String top = pop();
      push(top);
      push(top);
    } else if (opcode <= Opcodes.DCONST_1) {
      push(UNKNOWN);
    } else if (opcode != Opcodes.NOP) {
      stack.clear(); // arithmetic, arrays, returns: no text is compared right after them
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    if (opcode == Opcodes.NEWARRAY) {
      pop();
    }
    push(UNKNOWN);
    super.visitIntInsn(opcode, operand);
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    if (opcode == Opcodes.ALOAD) {
      push(locals.get(variable));
    } else if (opcode < Opcodes.ISTORE) {
      push(UNKNOWN);
    } else {
      locals.put(variable, pop());
    }
    super.visitVarInsn(opcode, variable);
  }

  @Override
  public void visitLdcInsn(Object value) {
    push(value instanceof String ? "constant" : null);
    super.visitLdcInsn(value);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode != Opcodes.NEW) {
      pop();
    }
    push(opcode == Opcodes.CHECKCAST && type.equals("java/lang/String") ? "value" : null);
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitFieldInsn(int opcode, String type, String name, String desc) {
    boolean puts = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
    drop((opcode == Opcodes.GETSTATIC ? 0 : 1) + (opcode == Opcodes.PUTFIELD ? 1 : 0));
    if (!puts) {
      push(desc.equals(STRING) ? name : null);
    }
    super.visitFieldInsn(opcode, type, name, desc);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String name, String desc, boolean isInterface) {
    byContent |= BY_CONTENT.contains(name);
    invoked(name, desc, opcode == Opcodes.INVOKESTATIC ? 0 : 1);
    super.visitMethodInsn(opcode, type, name, desc, isInterface);
  }

  @Override
  public void visitInvokeDynamicInsn(String name, String desc, Handle bootstrap, Object... args) {
    invoked(name, desc, 0);
    super.visitInvokeDynamicInsn(name, desc, bootstrap, args);
  }

  private void invoked(String name, String desc, int receivers) {
    drop(Type.getArgumentTypes(desc).length + receivers);
    Type result = Type.getReturnType(desc);
    if (result.getSort() != Type.VOID) {
      push(isText(result) ? name + "()" : null);
    }
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    if (opcode == Opcodes.IF_ACMPEQ || opcode == Opcodes.IF_ACMPNE) {
      String right = pop();
      String left = pop();
      if (left != null && right != null) {
        found.putIfAbsent(left + " == " + right, line);
      }
    } else if (opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
      pop();
    } else {
      stack.clear();
    }
    super.visitJumpInsn(opcode, label);
  }

  @Override
  public void visitEnd() {
    if (!byContent) {
      found.forEach((names, at) -> owner.identity(names, method, at));
    }
    super.visitEnd();
  }

  private static boolean isText(Type type) {
    return type.getDescriptor().equals(STRING);
  }

  private void push(String source) {
    stack.add(source);
  }

  private String pop() {
    return stack.isEmpty() ? null : stack.remove(stack.size() - 1);
  }

  private void drop(int count) {
    for (int i = 0; i < count; i++) {
      pop();
    }
  }
}
