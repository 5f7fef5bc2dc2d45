package mockvro.host.observe.deeds;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Puts a call of {@link mockvro.probe.Probe#seen} at the start of methods of one class. */
final class ProbeWriter extends ClassVisitor {
  private static final String PROBE = "mockvro/probe/Probe";
  private static final String SEEN =
      "(Ljava/lang/String;Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Object;)V";
  private static final int ARGUMENTS = 2;

  private final List<ProbePoint> points;
  private final Set<ProbePoint> placed = new HashSet<>();

  private ProbeWriter(ClassVisitor next, List<ProbePoint> points) {
    super(Opcodes.ASM9, next);
    this.points = points;
  }

  /** A class with probes, and the points that were found in it. */
  record Probed(byte[] bytes, Set<ProbePoint> placed) {}

  static Probed write(byte[] original, List<ProbePoint> points) {
    ClassReader reader = new ClassReader(original);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    ProbeWriter visitor = new ProbeWriter(writer, points);
    reader.accept(visitor, 0);
    return new Probed(writer.toByteArray(), visitor.placed);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    boolean empty = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0;
    for (ProbePoint point : points) {
      if (!empty && point.is(name, descriptor)) {
        placed.add(point);
        return new Entry(next, point.name(), access, name, descriptor);
      }
    }
    return next;
  }

  private static final class Entry extends MethodVisitor {
    private final String point;
    private final boolean hasSubject;
    private final boolean isStatic;
    private final String descriptor;

    Entry(MethodVisitor next, String point, int access, String name, String descriptor) {
      super(Opcodes.ASM9, next);
      this.point = point;
      this.descriptor = descriptor;
      isStatic = (access & Opcodes.ACC_STATIC) != 0;
      hasSubject = !isStatic && !name.equals("<init>"); // not made yet when its constructor begins
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitLdcInsn(point);
      load(hasSubject, 0);
      int slot = isStatic ? 0 : 1;
      Type[] types = Type.getArgumentTypes(descriptor);
      for (int i = 0; i < ARGUMENTS; i++) {
        load(i < types.length && types[i].getSort() >= Type.ARRAY, slot);
        slot += i < types.length ? types[i].getSize() : 0;
      }
      super.visitMethodInsn(Opcodes.INVOKESTATIC, PROBE, "seen", SEEN, false);
    }

    private void load(boolean isThere, int slot) {
      if (isThere) {
        super.visitVarInsn(Opcodes.ALOAD, slot);
      } else {
        super.visitInsn(Opcodes.ACONST_NULL);
      }
    }
  }
}
