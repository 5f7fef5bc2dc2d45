package mockvro.host.script;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * A core class whose objects stand for Java objects.
 *
 * @param <T> class of the Java objects
 */
final class CoreType<T> {

  /** Reads an attribute. */
  @FunctionalInterface
  interface Reader<T> {
    /** The value as Java or script value. */
    Object read(Run run, T object) throws Throwable;
  }

  /** Writes an attribute. */
  @FunctionalInterface
  interface Writer<T> {
    /** Takes over the only argument. */
    void write(Run run, T object, Arguments value) throws Throwable;
  }

  /** Does what a method does. */
  @FunctionalInterface
  interface Method<T> {
    /** The value as Java or script value. */
    Object call(Run run, T object, Arguments args) throws Throwable;
  }

  /** Makes a new object for {@code new}. */
  @FunctionalInterface
  interface Maker<T> {
    /** The Java object. */
    T make(Run run, Arguments args) throws Throwable;
  }

  private final String name;
  private final Map<String, Reader<T>> readers = new HashMap<>();
  private final Map<String, Writer<T>> writers = new HashMap<>();
  private final Map<String, Method<T>> methods = new HashMap<>();
  private Maker<T> maker;
  private Function<T, JsonObject> reference = object -> null;
  private Function<T, Object> outside = object -> object;

  CoreType(String name) {
    this.name = name;
  }

  CoreType<T> made(Maker<T> how) {
    maker = how;
    return this;
  }

  CoreType<T> reads(String attribute, Reader<T> how) {
    readers.put(attribute, how);
    return this;
  }

  CoreType<T> writes(String attribute, Writer<T> how) {
    writers.put(attribute, how);
    return this;
  }

  CoreType<T> does(String method, Method<T> how) {
    methods.put(method, how);
    return this;
  }

  /** Says how the Python side knows the objects, which makes it answer all other members. */
  CoreType<T> refers(Function<T, JsonObject> how) {
    reference = how;
    return this;
  }

  /** Says which Java object plug-in methods get. */
  CoreType<T> standsFor(Function<T, Object> how) {
    outside = how;
    return this;
  }

  /** The Java object that plug-in methods get. */
  Object outside(T object) {
    return outside.apply(object);
  }

  /** The reference to an object; null when only the JVM knows it. */
  JsonObject reference(T object) {
    return reference.apply(object);
  }

  /** The names of all members that are answered here. */
  Set<String> members() {
    Set<String> all = new HashSet<>(readers.keySet());
    all.addAll(methods.keySet());
    return all;
  }

  String name() {
    return name;
  }

  /** How {@code new} makes an object; null when scripts get objects only from others. */
  Maker<T> maker() {
    return maker;
  }

  Reader<T> reader(String attribute) {
    return readers.get(attribute);
  }

  Writer<T> writer(String attribute) {
    return writers.get(attribute);
  }

  Method<T> method(String method) {
    return methods.get(method);
  }

  /** The script object for a Java object. */
  CoreObject<T> wrap(Run run, T object) {
    return new CoreObject<>(run, this, object);
  }
}
