package mockvro.host.script;

import java.util.Map;

/** What the class URL tells about host names and addresses. */
final class HostNames {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  static final String IPV4 = "(" + OCTET + "\\.){3}" + OCTET;

  private static final String GROUP = "[0-9a-fA-F]{1,4}";
  static final String IPV6 =
      "("
          + ("(" + GROUP + ":){7}" + GROUP)
          + ("|(" + GROUP + ":){1,7}:")
          + ("|(" + GROUP + ":){1,6}:" + GROUP)
          + ("|(" + GROUP + ":){1,5}(:" + GROUP + "){1,2}")
          + ("|(" + GROUP + ":){1,4}(:" + GROUP + "){1,3}")
          + ("|(" + GROUP + ":){1,3}(:" + GROUP + "){1,4}")
          + ("|(" + GROUP + ":){1,2}(:" + GROUP + "){1,5}")
          + ("|" + GROUP + ":(:" + GROUP + "){1,6}")
          + ("|:(:" + GROUP + "){1,7}|::)");

  private static final String LABEL = "[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?";
  static final String NAME = "(?!" + IPV4 + "$)" + LABEL + "(\\." + LABEL + ")*\\.?";
  static final String ADDRESS = "(" + IPV4 + ")|(" + IPV6 + ")";
  static final String NAME_OR_ADDRESS = "(" + NAME + ")|" + ADDRESS;

  /** Functions that say whether a text fits, and those that tell the pattern. */
  static final Map<String, String> CHECKS =
      Map.of(
          "isValidHostname", NAME,
          "isValidIPv4Address", IPV4,
          "isValidIPv6Address", IPV6,
          "isValidIPAddress", ADDRESS,
          "isValidHostnameOrIPAddress", NAME_OR_ADDRESS);

  static final Map<String, String> PATTERNS =
      Map.of(
          "tnamePatternStr", NAME,
          "getIPv4AddressPatternStr", IPV4,
          "getIPv6AddressPatternStr", IPV6,
          "getIPAddressPatternStr", ADDRESS,
          "getHostnameOrIPPatternStr", NAME_OR_ADDRESS);

  private HostNames() {}

  /** An address as it stands in a URL: IPv6 in brackets. */
  static String escaped(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** The address without brackets. */
  static String unescaped(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }
}
