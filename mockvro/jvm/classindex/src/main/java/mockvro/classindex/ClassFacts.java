package mockvro.classindex;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Header and members of one class. Names are dotted, descriptors as in class files. */
record ClassFacts(
    String name,
    String layer,
    int access,
    String parent,
    List<String> interfaces,
    List<Member> methods,
    List<Member> fields) {

  /** A method or field. */
  record Member(String name, String desc, int access) {}

  /** Reads the facts of a class without its code. */
  static ClassFacts read(byte[] bytes, String layer) {
    var methods = new ArrayList<Member>();
    var fields = new ArrayList<Member>();
    var reader = new ClassReader(bytes);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            methods.add(new Member(name, desc, access));
            return null;
          }

          @Override
          public FieldVisitor visitField(
              int access, String name, String desc, String signature, Object value) {
            fields.add(new Member(name, desc, access));
            return null;
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return new ClassFacts(
        Names.dotted(reader.getClassName()),
        layer,
        reader.getAccess(),
        reader.getSuperName() == null ? null : Names.dotted(reader.getSuperName()),
        Names.dotted(reader.getInterfaces()),
        methods,
        fields);
  }

  boolean isInterface() {
    return (access & Opcodes.ACC_INTERFACE) != 0;
  }

  boolean has(boolean method, String member, String desc) {
    for (Member each : method ? methods : fields) {
      if (each.name().equals(member) && each.desc().equals(desc)) {
        return true;
      }
    }
    return false;
  }
}
