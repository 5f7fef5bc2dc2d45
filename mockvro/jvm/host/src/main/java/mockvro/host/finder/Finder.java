package mockvro.host.finder;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockvro.host.plugin.Descriptor;

/**
 * A finder of the descriptor.
 *
 * @param type name without the module
 * @param javaClass class of the objects; null for pure root finders
 * @param idAccessor expression for the id; null when the finder declares none
 * @param relations type of the related objects by name of the relation
 * @param dynamic whether the factory tells id accessor and properties
 * @param openTypes whether every type that begins with this name belongs to the finder
 */
public record Finder(
    String type,
    String datasource,
    String javaClass,
    String idAccessor,
    List<Property> properties,
    Map<String, String> relations,
    boolean dynamic,
    boolean openTypes) {

  /**
   * A property of the finder; exactly one of the two expressions is used, the bean property wins.
   *
   * @param bean name of a JavaBean property, or null
   * @param accessor OGNL expression, or null
   */
  public record Property(String name, String bean, String accessor) {}

  /** Reads a finder of the descriptor. */
  public static Finder of(JsonObject finder) {
    List<Property> properties = new ArrayList<>();
    for (JsonObject each : Descriptor.list(finder, "properties")) {
      properties.add(property(each));
    }
    Map<String, String> relations = new HashMap<>();
    for (JsonObject each : Descriptor.list(finder, "relations")) {
      relations.put(Descriptor.text(each, "name", ""), Descriptor.text(each, "type", ""));
    }
    return new Finder(
        Descriptor.text(finder, "type", ""),
        Descriptor.text(finder, "datasource", ""),
        Descriptor.text(finder, "java_class", null),
        Descriptor.text(finder, "id_accessor", null),
        properties,
        relations,
        Descriptor.flag(finder, "dynamic_finder", false),
        Descriptor.flag(finder, "dynamic_types", false));
  }

  /** The same finder with what a dynamic factory says, or under another type name. */
  public Finder with(String otherType, String otherAccessor, List<Property> otherProperties) {
    return new Finder(
        otherType,
        datasource,
        javaClass,
        otherAccessor,
        otherProperties,
        relations,
        dynamic,
        openTypes);
  }

  private static Property property(JsonObject property) {
    return new Property(
        Descriptor.text(property, "name", ""),
        Descriptor.text(property, "bean_property", null),
        Descriptor.text(property, "property_accessor", null));
  }
}
