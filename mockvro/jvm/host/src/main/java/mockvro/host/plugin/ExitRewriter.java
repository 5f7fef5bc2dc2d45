package mockvro.host.plugin;

import java.nio.charset.StandardCharsets;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replaces calls and method references of {@code System.exit}, {@code Runtime.exit} and {@code
 * Runtime.halt} by those of {@link mockvro.guard.Exit}. The stack before and after such a call is
 * the same, so frames stay as they are.
 */
final class ExitRewriter extends ClassVisitor {
  private static final String SYSTEM = "java/lang/System";
  private static final String RUNTIME = "java/lang/Runtime";
  private static final String GUARD = "mockvro/guard/Exit";
  private static final String STATUS = "(I)V";
  private static final String RUNTIME_AND_STATUS = "(Ljava/lang/Runtime;I)V";

  private ExitRewriter(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** The class with its exits guarded; the same array when it has none. */
  static byte[] rewrite(byte[] bytes) {
    if (!mayExit(bytes)) {
      return bytes;
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new ExitRewriter(writer), 0);
    return writer.toByteArray();
  }

  /** Names stand in the constant pool as plain text: a search saves parsing nearly all classes. */
  private static boolean mayExit(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return (text.contains("exit") || text.contains("halt"))
        && (text.contains(SYSTEM) || text.contains(RUNTIME));
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitMethodInsn(
          int opcode, String owner, String method, String type, boolean isInterface) {
        String guard = guard(owner, method, type);
        if (guard == null) {
          super.visitMethodInsn(opcode, owner, method, type, isInterface);
        } else {
          super.visitMethodInsn(Opcodes.INVOKESTATIC, GUARD, guard, guardType(owner), false);
        }
      }

      @Override
      public void visitInvokeDynamicInsn(
          String method, String type, Handle bootstrap, Object... arguments) {
        Object[] guarded = arguments.clone();
        for (int i = 0; i < guarded.length; i++) {
          guarded[i] = guarded(guarded[i]);
        }
        super.visitInvokeDynamicInsn(method, type, bootstrap, guarded);
      }
    };
  }

  private static Object guarded(Object argument) {
    if (argument instanceof Handle handle) {
      String guard = guard(handle.getOwner(), handle.getName(), handle.getDesc());
      if (guard != null) {
        String type = guardType(handle.getOwner());
        return new Handle(Opcodes.H_INVOKESTATIC, GUARD, guard, type, false);
      }
    }
    return argument;
  }

  private static String guard(String owner, String method, String type) {
    if (!STATUS.equals(type)) {
      return null;
    }
    return switch (owner + "." + method) {
      case SYSTEM + ".exit" -> "systemExit";
      case RUNTIME + ".exit" -> "runtimeExit";
      case RUNTIME + ".halt" -> "runtimeHalt";
      default -> null;
    };
  }

  private static String guardType(String owner) {
    return RUNTIME.equals(owner) ? RUNTIME_AND_STATUS : STATUS;
  }
}
