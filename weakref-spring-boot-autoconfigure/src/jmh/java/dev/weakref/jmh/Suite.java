package dev.weakref.jmh;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks with one and with two threads, and prints one table of ratios each.
 * Takes JMH's own command line.
 */
public final class Suite {

	private Suite() {
	}

	public static void main(String[] args) throws RunnerException, CommandLineOptionException {
		CommandLineOptions commandLine = new CommandLineOptions(args);
		for (int threads : new int[] { 1, 2 }) {
			ChainedOptionsBuilder options = new OptionsBuilder().parent(commandLine).threads(threads);
			if (commandLine.getIncludes().isEmpty()) {
				options.include((threads == 1) ? "dev.weakref.jmh" : "GetBenchmark|WeakCacheBenchmark|ZipfBenchmark");
			}
			print(threads, new Runner(options.build()).run());
		}
	}

	private static void print(int threads, Collection<RunResult> results) {
		Map<String, List<RunResult>> groups = new TreeMap<>();
		for (RunResult result : results) {
			groups.computeIfAbsent(group(result.getParams()), (key) -> new ArrayList<>()).add(result);
		}
		System.out.printf("%nJDK %s, %d thread(s)%n%n", Runtime.version(), threads);
		System.out.println("| measured | contestant | score | spread | ratio to the first |");
		System.out.println("|---|---|---:|---:|---:|");
		groups.forEach((group, members) -> {
			double first = score(members.get(0));
			for (RunResult member : members) {
				System.out.printf("| %s | %s | %.2f %s | ± %.2f | **%.2f** |%n", group, contestant(member.getParams()),
						score(member), member.getPrimaryResult().getScoreUnit(),
						member.getPrimaryResult().getScoreError(), score(member) / first);
			}
		});
	}

	private static String group(BenchmarkParams params) {
		String name = params.getBenchmark().replaceAll(".*\\.(\\w+)\\.(\\w+)$", "$1.$2");
		StringBuilder group = new StringBuilder(name.startsWith("RegisterBenchmark") ? "RegisterBenchmark" : name);
		for (String key : params.getParamsKeys()) {
			if (!isContestant(key)) {
				group.append(' ').append(params.getParam(key));
			}
		}
		return group.toString();
	}

	private static String contestant(BenchmarkParams params) {
		for (String key : params.getParamsKeys()) {
			if (isContestant(key)) {
				return params.getParam(key);
			}
		}
		return params.getBenchmark().replaceAll(".*\\.", "");
	}

	private static boolean isContestant(String key) {
		return key.equals("map") || key.equals("contestant") || key.equals("interner");
	}

	private static double score(RunResult result) {
		return result.getPrimaryResult().getScore();
	}

}
