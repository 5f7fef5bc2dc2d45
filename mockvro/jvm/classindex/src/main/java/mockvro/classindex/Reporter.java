package mockvro.classindex;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns what was surveyed into the answer. */
final class Reporter {
  private final Question question;
  private final Universe universe;
  private final Survey survey;
  private final Resolver resolver;

  Reporter(Question question, Universe universe, Survey survey) {
    this.question = question;
    this.universe = universe;
    this.survey = survey;
    this.resolver = new Resolver(universe);
  }

  Answer answer(List<PluginJar> jars, Set<Integer> own) {
    var missing = new ArrayList<Answer.Missing>();
    var watched = new ArrayList<Answer.Watched>();
    var sites = new ArrayList<Answer.Site>();
    var constants = new ArrayList<Answer.Site>();
    var mains = new ArrayList<String>();
    var finalizers = new ArrayList<Answer.Site>();
    var identities = new ArrayList<Answer.Site>();
    survey.scans().forEach((name, scan) -> {
      PluginJar.Unit unit = universe.unit(name);
      if (!question.exempt().contains(unit.jar())) {
        judge(unit, scan, missing, watched);
      }
      scan.calls().forEach(call -> sites.add(site(unit, call)));
      scan.constants().forEach(each -> constants.add(site(unit, each)));
      if (scan.hasMain()) {
        mains.add(name);
      }
      scan.identities().forEach(each -> identities.add(site(unit, each)));
      if (scan.finalizer() != null) {
        finalizers.add(site(unit, scan.finalizer()));
      }
    });
    return new Answer(
        jars.stream().map(PluginJar::facts).toList(), List.copyOf(own),
        entries(jars), described(), missing, watched, sites, constants, mains,
        finalizers, identities);
  }

  private void judge(
      PluginJar.Unit unit, ClassScan scan, List<Answer.Missing> missing,
      List<Answer.Watched> watched) {
    for (Reference each : scan.references()) {
      if (question.watch().stream().anyMatch(each.owner()::startsWith)) {
        watched.add(new Answer.Watched(place(unit, each), each.owner(), each.how()));
      }
      Resolver.Verdict verdict = resolver.judge(each);
      if (verdict != null) {
        missing.add(
            new Answer.Missing(
                place(unit, each), verdict.kind(), each.owner(), each.name(), each.desc(),
                verdict.layer(), each.how(), each.guarded()));
      }
    }
  }

  private Answer.Site site(PluginJar.Unit unit, Reference call) {
    return new Answer.Site(place(unit, call), call.owner() + '.' + call.name());
  }

  private Answer.Place place(PluginJar.Unit unit, Reference reference) {
    return new Answer.Place(
        unit.name(), unit.jar(), reference.in(), reference.line(), survey.reaches(unit.name()));
  }

  private List<Answer.ClassEntry> entries(List<PluginJar> jars) {
    Set<String> twice = repeated(jars);
    var entries = new ArrayList<Answer.ClassEntry>();
    for (PluginJar jar : jars) {
      for (PluginJar.Unit unit : jar.units()) {
        String digest = twice.contains(unit.name()) ? unit.read(Reporter::sha256) : "";
        entries.add(
            new Answer.ClassEntry(
                unit.name(), unit.jar(), unit.major(), digest, survey.reaches(unit.name())));
      }
    }
    return entries;
  }

  private static Set<String> repeated(List<PluginJar> jars) {
    Map<String, Integer> homes = new HashMap<>();
    Set<String> twice = new HashSet<>();
    for (PluginJar jar : jars) {
      for (PluginJar.Unit unit : jar.units()) {
        Integer before = homes.putIfAbsent(unit.name(), unit.jar());
        if (before != null && before != unit.jar()) {
          twice.add(unit.name());
        }
      }
    }
    return twice;
  }

  private Map<String, ClassFacts> described() {
    var facts = new LinkedHashMap<String, ClassFacts>();
    for (String name : question.describe()) {
      universe.lineage(name).forEach(each -> facts.putIfAbsent(each.name(), each));
    }
    return facts;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
