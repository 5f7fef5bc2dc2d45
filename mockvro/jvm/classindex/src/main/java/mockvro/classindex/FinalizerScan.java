package mockvro.classindex;

import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds out whether a {@code finalize()} does anything. An empty one is how libraries used to keep
 * subclasses from having one; it costs nothing, because the JVM ignores it.
 */
final class FinalizerScan extends MethodVisitor {
  private final ClassScan owner;
  private int line;
  private boolean works;

  FinalizerScan(ClassScan owner, MethodVisitor scan) {
    super(Opcodes.ASM9, scan);
    this.owner = owner;
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = line == 0 ? number : line;
    super.visitLineNumber(number, start);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String name, String desc, boolean isInterface) {
    works |= !(opcode == Opcodes.INVOKESPECIAL && name.equals("finalize"));
    super.visitMethodInsn(opcode, type, name, desc, isInterface);
  }

  @Override
  public void visitFieldInsn(int opcode, String type, String name, String desc) {
    works = true;
    super.visitFieldInsn(opcode, type, name, desc);
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String desc, Handle bootstrap, Object... args) {
    works = true;
    super.visitInvokeDynamicInsn(name, desc, bootstrap, args);
  }

  @Override
  public void visitEnd() {
    if (works) {
      owner.finalizes(line);
    }
    super.visitEnd();
  }
}
