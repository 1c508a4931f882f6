package io.rowmill.cli;

import io.rowmill.client.RowmillClient;
import io.rowmill.schemas.ModelReady;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code rowmill seal}. */
@Command(
        name = "seal",
        mixinStandardHelpOptions = true,
        description = {
            "Seals a model: no training can start from it any more (fit --base). This can't be undone.",
            "Rows can still be sampled from it. Prints the model id."
        })
final class SealCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private ModelArgument argument;

    @Mixin
    private ConnectionOptions connection;

    SealCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        try (RowmillClient client = connection.connect(context)) {
            ModelReady model = argument.find(client);
            client.seal(model.getModelId());
            context.console().result(model.getModelId());
            return ExitCodes.DONE;
        }
    }
}
