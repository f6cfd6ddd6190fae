# bash completion for lotwise                              -*- shell-script -*-
# SPDX-License-Identifier: LGPL-2.1-or-later
#
# Verbs, options and nouns come from "lotwise help", so that those of plugins complete too.

# What $1 (--verbs or --nouns) lists, in column $3 for the line whose first column is $2; all first columns without $2.
_lotwise_list ()
{
  local first second third rest
  # An empty column between tabs would be lost: read takes them for white space.
  while IFS=$'\037' read -r first second third rest; do
    if [[ $# -eq 1 ]]; then
      printf '%s\n' "$first"
    elif [[ $first == "$2" ]]; then
      case $3 in
        2) printf '%s\n' "$second" ;;
        3) printf '%s\n' "$third" ;;
      esac
    fi
  done < <("${COMP_WORDS[0]}" help "$1" 2>/dev/null | tr '\t' '\037')
}

# Candidates of $1 for the word at hand; an option or field that takes a value gets no space after it.
_lotwise_words ()
{
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
  if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
    compopt -o nospace 2>/dev/null
  fi
}

# Files that end in .$1, and directories.
_lotwise_files ()
{
  compopt -o filenames 2>/dev/null
  mapfile -t COMPREPLY < <(compgen -f -X "!*.$1" -- "$2"; compgen -d -- "$2")
}

_lotwise ()
{
  local word=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]} usage options place=0 wanted i
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    _lotwise_words "$(_lotwise_list --verbs) --help --version" "$word"
    return
  fi
  options=$(_lotwise_list --verbs "$verb" 3)
  if [[ $word == -* ]]; then
    # A value follows as a word of its own, so the '=' of the listing is left out.
    _lotwise_words "${options//=/} --help" "$word"
    return
  fi
  # Which argument of the verb this is; none, where it is the value of an option.
  for ((i = 2; i < COMP_CWORD; i++)); do
    if [[ ${COMP_WORDS[i]} != -* ]]; then
      ((place++))
    elif [[ " $options " == *" ${COMP_WORDS[i]}= "* ]]; then
      ((i++))
      if [[ $i -ge $COMP_CWORD ]]; then
        [[ ${COMP_WORDS[i - 1]} != --kind ]] || _lotwise_words "$(_lotwise_list --nouns)" "$word"
        return
      fi
    fi
  done
  usage=$(_lotwise_list --verbs "$verb" 2)
  read -r -a wanted <<<"${usage//[\[\]]/}"
  case ${wanted[place]} in
    *.lotwise) _lotwise_files lotwise "$word" ;;
    *.xml) _lotwise_files xml "$word" ;;
    NOUN) _lotwise_words "$(_lotwise_list --nouns)" "$word" ;;
    VERB) _lotwise_words "$(_lotwise_list --verbs)" "$word" ;;
    enable*) _lotwise_words "enable disable" "$word" ;;
    *)
      if [[ $usage == *FIELD=VALUE* && $place -ge 2 ]]; then
        _lotwise_words "$(_lotwise_list --nouns "${COMP_WORDS[3]}" 2)" "$word"
      fi
      ;;
  esac
}

complete -F _lotwise lotwise
