package io.rootsocket.hub.console.api;

import java.util.List;

/**
 * What a running hub says of its process.
 *
 * @param process which Java it is, and how much it has of the machine
 * @param log the last lines of the log, without secrets
 * @param threads what each thread does
 */
public record DiagnosisAnswer(List<String> process, List<String> log, List<String> threads) {

    public DiagnosisAnswer {
        process = List.copyOf(process);
        log = List.copyOf(log);
        threads = List.copyOf(threads);
    }
}
