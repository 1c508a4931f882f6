package io.rowmill.cli;

import io.rowmill.core.settings.RunSettings;
import io.rowmill.core.settings.SettingDescriptor;
import io.rowmill.core.synthesizer.SynthesizerEngine;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code rowmill settings}. */
@Command(
        name = "settings",
        mixinStandardHelpOptions = true,
        description = "Lists all settings that --set takes: name, type, default, range and meaning.")
final class SettingsCommand implements Callable<Integer> {
    private final CliContext context;

    SettingsCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        LogSetup.quiet(context.console());
        print("Settings of the run and its tables", RunSettings.descriptors());
        for (SynthesizerEngine engine : ServiceLoader.load(SynthesizerEngine.class)) {
            context.console().result("");
            print("Settings of engine " + engine.name(), engine.settings());
        }
        return ExitCodes.DONE;
    }

    private void print(String title, List<SettingDescriptor> settings) {
        TextTable table = new TextTable("name", "type", "default", "range", "meaning");
        for (SettingDescriptor s : settings) {
            table.row(
                    s.name(),
                    s.type().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    s.defaultValue().isEmpty() ? "-" : s.defaultValue(),
                    s.range(),
                    s.help() + (s.available() ? "" : " Not available in this version."));
        }
        context.console().result(title);
        table.lines().forEach(context.console()::result);
    }
}
