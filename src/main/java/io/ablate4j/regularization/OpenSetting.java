package io.ablate4j.regularization;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting in which {@code $name} may stand for a number. A name without a value yet is read as a
 * number that suits wherever such a one may stand.
 */
public final class OpenSetting implements Setting {
  private static final Pattern NAME = Pattern.compile("\"\\$([a-z][A-Za-z0-9]{0,49})\"");
  private static final double ANY_SHARE = .5;
  private static final double ANY_COUNT = 2;

  private final Setting setting;
  private final Map<String, Double> values;

  /**
   * @param values number by name; takes in names that have none yet
   */
  public OpenSetting(Setting setting, Map<String, Double> values) {
    this.setting = setting;
    this.values = values;
  }

  private Optional<Double> value(double any) {
    Matcher name = NAME.matcher(setting.shown());
    return name.matches()
        ? Optional.of(values.computeIfAbsent(name.group(1), n -> any))
        : Optional.empty();
  }

  @Override
  public Optional<Double> number(String example) {
    return value(ANY_SHARE).or(() -> setting.number(example));
  }

  @Override
  public Optional<Integer> count(String example) {
    Optional<Double> value = value(ANY_COUNT);
    if (value.isEmpty()) {
      return setting.count(example);
    }
    if (value.get() != Math.rint(value.get()) || !(value.get() >= 1 && value.get() <= 1e9)) {
      problem(
          path() + " " + value.get() + " is not a whole number from 1 up.",
          "write one such as " + example + ".");
      return Optional.empty();
    }
    return value.map(Double::intValue);
  }

  @Override
  public List<? extends Setting> items() {
    return setting.items().stream().map(item -> new OpenSetting(item, values)).toList();
  }

  @Override
  public Optional<? extends Settings> mapping(String example) {
    return setting.mapping(example).map(OpenSettings::new);
  }

  private final class OpenSettings implements Settings {
    private final Settings settings;

    OpenSettings(Settings settings) {
      this.settings = settings;
    }

    @Override
    public Map<String, ? extends Setting> entries() {
      Map<String, Setting> open = new LinkedHashMap<>();
      settings.entries().forEach((key, value) -> open.put(key, new OpenSetting(value, values)));
      return open;
    }

    @Override
    public Optional<? extends Setting> get(String key) {
      return settings.get(key).map(value -> new OpenSetting(value, values));
    }

    @Override
    public void allowOnly(Collection<String> known) {
      settings.allowOnly(known);
    }
  }

  @Override
  public String path() {
    return setting.path();
  }

  @Override
  public String shown() {
    return setting.shown();
  }

  @Override
  public void problem(String message, String advice) {
    setting.problem(message, advice);
  }

  @Override
  public boolean isFlag() {
    return setting.isFlag();
  }

  @Override
  public boolean isList() {
    return setting.isList();
  }

  @Override
  public boolean isMapping() {
    return setting.isMapping();
  }

  @Override
  public Optional<Boolean> flag() {
    return setting.flag();
  }

  @Override
  public Optional<String> text() {
    return setting.text();
  }

  @Override
  public Optional<String> oneOf(Collection<String> words) {
    return setting.oneOf(words);
  }
}
