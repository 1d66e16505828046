#pragma once
// Abbreviations of English that keep their full stop, by what may follow it.
#include <array>
#include <string_view>

namespace parley::internal {

// Abbreviations that stand before a name: their full stop never ends a sentence.
inline constexpr auto kBeforeName = std::to_array<std::string_view>(
    {"Mr",   "Mrs",  "Ms",   "Dr",   "Prof", "Gen",  "Lt",   "Col",    "Maj",  "Capt", "Cmdr",  "Adm",      "Sgt",
     "Cpl",  "Pvt",  "Brig", "Sen",  "Sens", "Rep",  "Reps", "Gov",    "Pres", "Amb",  "Sec",   "Min",      "Atty",
     "Rev",  "Hon",  "Msgr", "Fr",   "Supt", "Insp", "Det",  "St",     "Ste",  "Mt",   "Ft",    "Pt",       "vs",
     "Mme",  "Mlle", "Sr",   "Sra",  "Gens", "Drs",  "Govs", "Messrs", "Dep",  "Asst", "Assoc", "Vice-Adm", "Rt",
     "Cllr", "Intl", "Natl", "Dist", "Ald",  "Cdr",  "Eng",  "H.E",    "e.g"});

// Full stop kept before a number or a month only: "No. 10", and "Fri. Jan. 21".
inline constexpr auto kBeforeNumber = std::to_array<std::string_view>(
    {"No", "Nos", "no", "nos", "Art", "Fig", "p", "pp", "Vol", "vol", "Ch", "Mon", "Tue", "Wed", "Fri", "Sat", "Sun"});

// Full stop kept, but the sentence may end here: the next word decides.
inline constexpr auto kMayEnd = std::to_array<std::string_view>(
    {"Jan",  "Feb",   "Mar",  "Apr",   "Jun",  "Jul",  "Aug",  "Sep",  "Sept", "Oct",  "Nov",  "Dec",  "Tues", "Thu",
     "Thur", "Thurs", "Inc",  "Corp",  "Co",   "Cos",  "Ltd",  "Bros", "Jr",   "Esq",  "Ph.D", "etc",  "al",   "approx",
     "Ala",  "Ariz",  "Ark",  "Calif", "Colo", "Conn", "Del",  "Fla",  "Ga",   "Ill",  "Ind",  "Kan",  "Ky",   "La",
     "Mass", "Md",    "Mich", "Minn",  "Miss", "Mo",   "Mont", "Neb",  "Nev",  "Okla", "Ore",  "Pa",   "Penn", "Tenn",
     "Tex",  "Va",    "Vt",   "Wash",  "Wis",  "Wyo",  "Ave",  "Blvd", "Rd",   "Bldg", "Dept", "Univ", "Assn", "Govt",
     "est",  "Est",   "Pty",  "Plc",   "Conf", "Attn", "ext",  "lb",   "lbs",  "oz",   "yrs",  "hrs",  "Que",  "Ont"});

}  // namespace parley::internal
