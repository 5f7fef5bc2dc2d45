package mockvro.host.plugin;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Replaces calls and method references of methods that reach beyond the plug-in: {@code
 * System.exit}, {@code Runtime.exit} and {@code Runtime.halt} by those of {@link
 * mockvro.guard.Exit}, {@code System.setOut} and {@code System.setErr} by those of {@link
 * mockvro.guard.Streams}. The stack before and after such a call is the same, so frames stay as
 * they are.
 */
final class GuardRewriter extends ClassVisitor {
  private static final String SYSTEM = "java/lang/System";
  private static final String RUNTIME = "java/lang/Runtime";
  private static final String EXIT = "mockvro/guard/Exit";
  private static final String STREAMS = "mockvro/guard/Streams";
  private static final String STATUS = "(I)V";
  private static final String RUNTIME_AND_STATUS = "(Ljava/lang/Runtime;I)V";
  private static final String STREAM = "(Ljava/io/PrintStream;)V";

  private static final Map<String, Guard> GUARDS =
      Map.of(
          SYSTEM + ".exit" + STATUS, new Guard(EXIT, "systemExit", STATUS),
          RUNTIME + ".exit" + STATUS, new Guard(EXIT, "runtimeExit", RUNTIME_AND_STATUS),
          RUNTIME + ".halt" + STATUS, new Guard(EXIT, "runtimeHalt", RUNTIME_AND_STATUS),
          SYSTEM + ".setOut" + STREAM, new Guard(STREAMS, "setOut", STREAM),
          SYSTEM + ".setErr" + STREAM, new Guard(STREAMS, "setErr", STREAM));

  private GuardRewriter(ClassVisitor next) {
    super(Opcodes.ASM9, next);
  }

  /** The static method that is called instead. */
  private record Guard(String owner, String method, String type) {}

  /** The class with these calls guarded; the same array when it has none. */
  static byte[] rewrite(byte[] bytes) {
    if (!mayCall(bytes)) {
      return bytes;
    }
    ClassReader reader = new ClassReader(bytes);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(new GuardRewriter(writer), 0);
    return writer.toByteArray();
  }

  /** Names stand in the constant pool as plain text: a search saves parsing nearly all classes. */
  private static boolean mayCall(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return (text.contains("exit") || text.contains("halt") || text.contains(STREAM))
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
        Guard guard = GUARDS.get(owner + "." + method + type);
        if (guard == null) {
          super.visitMethodInsn(opcode, owner, method, type, isInterface);
        } else {
          super.visitMethodInsn(
              Opcodes.INVOKESTATIC, guard.owner(), guard.method(), guard.type(), false);
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
      Guard guard = GUARDS.get(handle.getOwner() + "." + handle.getName() + handle.getDesc());
      if (guard != null) {
        return new Handle(
            Opcodes.H_INVOKESTATIC, guard.owner(), guard.method(), guard.type(), false);
      }
    }
    return argument;
  }
}
