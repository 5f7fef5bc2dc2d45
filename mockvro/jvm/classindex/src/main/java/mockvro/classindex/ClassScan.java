package mockvro.classindex;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Everything one class uses. Annotations are no uses, since the JVM ignores an absent annotation
 * class, but Spring's tell that the class is loaded by name.
 */
final class ClassScan extends ClassVisitor {
  private static final String OBJECT = "java.lang.Object";
  private static final String STRING = "java.lang.String";
  private static final String FINALIZE = "finalize";
  private static final String MAIN = "([Ljava/lang/String;)V";
  private static final int MAIN_ACCESS = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
  private static final int NOT_WRITTEN_BY_HAND = Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE;

  private final Map<String, Reference> references = new LinkedHashMap<>();
  private final List<Reference> constants = new ArrayList<>();
  private final List<Reference> calls = new ArrayList<>();
  private final Set<String> texts = new LinkedHashSet<>();
  private final Set<String> wantedCalls;
  private boolean main;
  private boolean managed;
  private final List<Reference> identities = new ArrayList<>();
  private Reference finalizer;

  private ClassScan(Set<String> wantedCalls) {
    super(Opcodes.ASM9);
    this.wantedCalls = wantedCalls;
  }

  static ClassScan of(byte[] bytes, Set<String> wantedCalls) {
    var scan = new ClassScan(wantedCalls);
    new ClassReader(bytes).accept(scan, ClassReader.SKIP_FRAMES);
    return scan;
  }

  /** The scan of a class file that cannot be read. */
  static ClassScan nothing() {
    return new ClassScan(Set.of());
  }

  Collection<Reference> references() {
    return references.values();
  }

  /** Calls that were asked for; {@code owner} and {@code name} name the callee. */
  List<Reference> calls() {
    return calls;
  }

  /** Receivers of constant secrets. */
  List<Reference> constants() {
    return constants;
  }

  /** Constant texts that could be class names. */
  Set<String> texts() {
    return texts;
  }

  boolean hasMain() {
    return main;
  }

  /** The class's own {@code finalize()} that does something, or null. */
  Reference finalizer() {
    return finalizer;
  }

  /** Whether a container such as Spring finds the class by its annotations. */
  boolean isManaged() {
    return managed;
  }

  @Override
  public void visit(
      int version, int access, String name, String signature, String parent, String[] interfaces) {
    if (parent != null) {
      use(Names.dotted(parent), Reference.CODE, "", 0);
    }
    for (String each : interfaces) {
      use(Names.dotted(each), Reference.CODE, "", 0);
    }
  }

  @Override
  public AnnotationVisitor visitAnnotation(String desc, boolean visible) {
    managed |= desc.startsWith("Lorg/springframework/");
    managed |= desc.startsWith("Ljavax/inject/") || desc.startsWith("Ljavax/annotation/Managed");
    return null;
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String desc, String signature, Object value) {
    use(Names.of(Type.getType(desc)), Reference.SIGNATURE, name, 0);
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String desc, String signature, String[] exceptions) {
    main |= name.equals("main") && desc.equals(MAIN) && (access & MAIN_ACCESS) == MAIN_ACCESS;
    if ((access & NOT_WRITTEN_BY_HAND) == 0) {
      useSignature(name, desc, exceptions);
    }
    MethodVisitor scan =
        new IdentityScan(this, new MethodScan(this, name), access, name, desc);
    return name.equals(FINALIZE) && desc.equals("()V") ? new FinalizerScan(this, scan) : scan;
  }

  private void useSignature(String method, String desc, String[] exceptions) {
    use(Names.of(Type.getReturnType(desc)), Reference.SIGNATURE, method, 0);
    for (Type each : Type.getArgumentTypes(desc)) {
      use(Names.of(each), Reference.SIGNATURE, method, 0);
    }
    if (exceptions != null) {
      for (String each : exceptions) {
        use(Names.dotted(each), Reference.SIGNATURE, method, 0);
      }
    }
  }

  private void use(String type, String how, String in, int line) {
    if (type != null) {
      add(new Reference(type, null, null, false, how, false, in, line));
    }
  }

  void add(Reference reference) {
    references.putIfAbsent(reference.target(), reference);
  }

  void called(Reference reference) {
    if (wantedCalls.contains(reference.owner() + '.' + reference.name())) {
      calls.add(reference);
    }
  }

  void constantFor(Reference receiver) {
    constants.add(receiver);
  }

  void finalizes(int line) {
    finalizer =
        new Reference(OBJECT, FINALIZE, "()V", true, Reference.CODE, false, FINALIZE, line);
  }

  /** Comparisons of two texts by identity; {@code name} tells where the texts come from. */
  List<Reference> identities() {
    return identities;
  }

  void identity(String names, String method, int line) {
    identities.add(
        new Reference(STRING, names, "", true, Reference.CODE, false, method, line));
  }

  void text(String value) {
    texts.add(value);
  }
}
